/** Finds the addresses in plain text that may be tapped: https alone, and only where the eye sees where it leads. */

export interface Part {
  text: string;
  href?: string;
}

// Chinese text runs on without a blank: an address ends at the first sign that can't stand in one.
const ADDRESS = /https:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gi;
const CLOSING = /[.,;:!?'")\]]+$/;

export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(CLOSING, "");
    if (!isHonest(address)) continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    parts.push({ text: address, href: address });
    from = found.index + address.length;
  }
  return from < text.length || !parts.length ? [...parts, { text: text.slice(from) }] : parts;
}

/** Not `https://bank.example@evil.example`, and no host that is written in look-alike letters. */
function isHonest(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, hostname } = new URL(address);
  return protocol === "https:" && !username && !password && hostname.includes(".") && !hostname.includes("xn--");
}
