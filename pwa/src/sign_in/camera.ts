/** Looks through the phone's camera for a code. */
import { loadReader, readQr } from "./read_qr.ts";

export type CameraTrouble = "denied" | "none" | "reader_offline";

const LOOK_EVERY_MS = 120;
/** Enough for a code that fills a third of the picture, and quick on an old phone. */
const LONGEST_SIDE = 720;

/** Shows the camera in `video` and reports every text found, until stopped. Throws a CameraTrouble. */
export async function lookThroughCamera(video: HTMLVideoElement, found: (text: string) => void): Promise<() => void> {
  const stream = await openCamera();
  let stopped = false;
  const stop = () => {
    stopped = true;
    stream.getTracks().forEach((track) => track.stop());
  };
  try {
    await loadReader();
  } catch {
    stop();
    throw "reader_offline" satisfies CameraTrouble;
  }
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  void look();
  return stop;

  async function look(): Promise<void> {
    if (stopped) return;
    const picture = pictureOf(video);
    const text = picture && (await readQr(picture).catch(() => null));
    if (text && !stopped) found(text);
    setTimeout(() => void look(), LOOK_EVERY_MS);
  }
}

async function openCamera(): Promise<MediaStream> {
  // Missing on plain http and in some in-app browsers.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw "none" satisfies CameraTrouble;
  try {
    return await devices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  } catch (error) {
    const denied = error instanceof DOMException && error.name === "NotAllowedError";
    throw (denied ? "denied" : "none") satisfies CameraTrouble;
  }
}

const canvas = document.createElement("canvas");

function pictureOf(video: HTMLVideoElement): ImageData | null {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  if (document.hidden || !video.videoWidth) return null;
  [canvas.width, canvas.height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
