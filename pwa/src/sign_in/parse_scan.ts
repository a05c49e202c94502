/** Tells what was scanned: a sign-in code of Muster, a member card, a reply code, or something else and what that is. */

export type Scanned =
  | { kind: "sign_in" | "card" | "reply"; code: string }
  | { kind: "foreign"; is: "website" | "wifi" | "contact" | "text"; host?: string };

const KINDS = { S: "sign_in", C: "card", R: "reply" } as const;
// Upper case makes the symbol smaller, so scheme and host come in any case; a person may also paste a path alone.
const OURS = /^(?:https?:\/\/[^/\s]+)?\/([scr])\/([0-9a-z]{20,50})\/?(?:[?#].*)?$/i;

export function parseScan(text: string): Scanned {
  const [, kind, code] = OURS.exec(text.trim()) ?? [];
  if (!kind || !code) return { kind: "foreign", ...nameForeign(text.trim()) };
  return { kind: KINDS[kind.toUpperCase() as keyof typeof KINDS], code: code.toUpperCase() };
}

function nameForeign(text: string): { is: "website" | "wifi" | "contact" | "text"; host?: string } {
  if (/^wifi:/i.test(text)) return { is: "wifi" };
  if (/^(begin:vcard|mecard:|tel:|mailto:)/i.test(text)) return { is: "contact" };
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return { is: "website", host: new URL(text).host };
  return { is: "text" };
}
