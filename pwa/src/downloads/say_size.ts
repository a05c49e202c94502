/** Says how large something is, the way phones do: 1 GB is a thousand MB. */
import { number } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";

const MB = 1e6;
const GB = 1e9;

/** 3.2 GB · 120 MB · 4.5 MB; below a tenth of a megabyte nobody needs to know more. */
export function saySize(bytes: number): string {
  if (bytes >= GB) return `${number(bytes / GB, 1)} GB`;
  if (bytes >= MB / 10) return `${number(bytes / MB, bytes < 10 * MB ? 1 : 0)} MB`;
  return i18n.global.t("downloads.tiny");
}
