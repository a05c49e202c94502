/** Chooses how finely a page is drawn: sharp on this screen, but never more pixels than a phone can hold. */

/** iOS refuses canvases above this area. */
const MOST_PIXELS = 16_777_216;
const SHARPEST = 3;

/** The scale for a page of this natural size, shown `width` CSS pixels wide. */
export function canvasSize(natural: { width: number; height: number }, width: number, pixelRatio: number): number {
  const wanted = (width / natural.width) * Math.min(pixelRatio, SHARPEST);
  return Math.min(wanted, Math.sqrt(MOST_PIXELS / (natural.width * natural.height)));
}
