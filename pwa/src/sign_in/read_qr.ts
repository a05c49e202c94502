/** Reads a QR code in a picture. The reader is large: it comes when first used, from this host alone. */
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

type Reader = typeof import("zxing-wasm/reader");
let reader: Promise<Reader> | null = null;

/** Fetches the reader; to be called before the first picture is there. Rejects when it can't be fetched. */
export function loadReader(): Promise<Reader> {
  reader ??= fetchReader().catch((reason: unknown) => {
    reader = null;
    throw reason;
  });
  return reader;
}

async function fetchReader(): Promise<Reader> {
  const zxing = await import("zxing-wasm/reader");
  await zxing.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return zxing;
}

export async function readQr(picture: ImageData): Promise<string | null> {
  const { readBarcodes } = await loadReader();
  const [found] = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
  return found?.text ?? null;
}

/** A phone's photo has far more pixels than a code needs, and a tiny code in a large photo needs them after all. */
const PHOTO_SIDES = [1200, 2400];

export async function readPhoto(photo: Blob): Promise<string | null> {
  const image = await createImageBitmap(photo);
  for (const side of PHOTO_SIDES) {
    const text = await readQr(drawn(image, Math.min(1, side / Math.max(image.width, image.height))));
    if (text) return text;
  }
  return null;
}

function drawn(image: ImageBitmap, scale: number): ImageData {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
