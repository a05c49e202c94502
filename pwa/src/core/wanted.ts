/** Remembers where somebody wanted to go before signing in: a scanned link survives the login, also in another tab. */

const KEPT = "muster.wanted";
const FORGOTTEN_AFTER_MS = 30 * 60_000;

export function rememberWanted(path: string, now = Date.now()): void {
  const kept = JSON.stringify({ path, at: now });
  for (const store of stores()) store.setItem(KEPT, kept);
}

/** The remembered path, once; only ever a path of this app. What this tab wanted comes first. */
export function takeWanted(now = Date.now()): string {
  const found = stores().map((store) => read(store.getItem(KEPT)));
  for (const store of stores()) store.removeItem(KEPT);
  return found.find(({ path, at }) => isOurs(path) && now - at < FORGOTTEN_AFTER_MS)?.path ?? "/";
}

/** This tab's own memory, then the one all tabs share. */
function stores(): Storage[] {
  return [sessionStorage, localStorage];
}

function read(kept: string | null): { path: string; at: number } {
  try {
    return JSON.parse(kept ?? "") as { path: string; at: number };
  } catch {
    return { path: "", at: 0 };
  }
}

function isOurs(path: string): boolean {
  return path.startsWith("/") && !path.startsWith("//");
}
