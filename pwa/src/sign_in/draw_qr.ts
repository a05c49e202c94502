/** Draws a QR symbol on this phone, like the server's. The drawer comes when first used, from this host alone. */

export async function drawQr(text: string): Promise<string> {
  const { renderSVG } = await import("uqr");
  return renderSVG(text, { ecc: "M", border: 4 });
}
