/** Says how large a file is: 27 MB, 1.4 GB. */
import { number } from "../core/format.ts";

const MB = 1e6;

export function saySize(bytes: number): string {
  if (bytes >= 1000 * MB) return `${number(bytes / MB / 1000, 1)} GB`;
  return bytes >= MB ? `${number(bytes / MB, bytes < 10 * MB ? 1 : 0)} MB` : `${number(Math.ceil(bytes / 1000))} KB`;
}
