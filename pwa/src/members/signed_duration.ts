/** A booking of time with its sign: +24 分钟, −6 分钟. */
import { sayDuration } from "../core/format.ts";

export function signedDuration(seconds: number): string {
  return `${seconds < 0 ? "−" : "+"}${sayDuration(Math.abs(seconds))}`;
}
