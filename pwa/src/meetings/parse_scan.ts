/** Tells what was scanned: a sign-in code of Muster, or something else and what that is. */

export type Scanned =
  { kind: "sign_in"; code: string } | { kind: "foreign"; is: "website" | "wifi" | "contact" | "text"; host?: string };

// Upper case makes the symbol smaller, so scheme and host come in any case; a person may also paste a path alone.
const OURS = /^(?:https?:\/\/[^/\s]+)?\/s\/([0-9a-z]{20,40})\/?(?:[?#].*)?$/i;

export function parseScan(text: string): Scanned {
  const ours = OURS.exec(text.trim());
  return ours ? { kind: "sign_in", code: ours[1]!.toUpperCase() } : { kind: "foreign", ...nameForeign(text.trim()) };
}

function nameForeign(text: string): { is: "website" | "wifi" | "contact" | "text"; host?: string } {
  if (/^wifi:/i.test(text)) return { is: "wifi" };
  if (/^(begin:vcard|mecard:|tel:|mailto:)/i.test(text)) return { is: "contact" };
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return { is: "website", host: new URL(text).host };
  return { is: "text" };
}
