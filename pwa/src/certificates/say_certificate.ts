/** The words of a certificate: what it is about, and its code in groups to be read out. */
import { i18n } from "../core/i18n.ts";
import type { Verified } from "./shapes.ts";

export function sayTitle({ kind, title }: Pick<Verified, "kind" | "title">): string {
  return kind === "year" ? i18n.global.t("certificates.of_year", { year: title }) : title;
}

/** `7K3QF-9ZT2M-…` */
export function inGroups(code: string): string {
  return code.match(/.{1,5}/g)?.join("-") ?? "";
}

/** What was typed off the paper as the address of its page; null where nothing was. */
export function toAddress(typed: string): string | null {
  const code = typed.replace(/[^0-9a-z]/gi, "").toUpperCase();
  return code ? `/V/${code}` : null;
}
