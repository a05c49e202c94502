/** Makes a photo small enough to send over a slow network; the server makes it anew in any case. */

export const LONGEST_SIDE = 2048;
const QUALITY = 0.88;

/** Width and height that fit, in the same proportion; never larger than they were. */
export function fitInside(width: number, height: number, longest = LONGEST_SIDE): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The photo upright as a JPEG, or the file as it is where this browser can't read it: then the server decides. */
export async function fitPhoto(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const smaller = await draw(picture);
    picture.close();
    return smaller && smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  }
}

function draw(picture: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitInside(picture.width, picture.height);
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#fff"; // what is transparent would turn black in a JPEG
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}
