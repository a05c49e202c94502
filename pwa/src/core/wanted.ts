/** Remembers where somebody wanted to go before signing in: a scanned link survives the login, also in another tab. */

const KEPT = "muster.wanted";
const FORGOTTEN_AFTER_MS = 30 * 60_000;

export function rememberWanted(path: string, now = Date.now()): void {
  localStorage.setItem(KEPT, JSON.stringify({ path, at: now }));
}

/** The remembered path, once; only ever a path of this app. */
export function takeWanted(now = Date.now()): string {
  const { path, at } = readWanted();
  localStorage.removeItem(KEPT);
  return isOurs(path) && now - at < FORGOTTEN_AFTER_MS ? path : "/";
}

function readWanted(): { path: string; at: number } {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "") as { path: string; at: number };
  } catch {
    return { path: "", at: 0 };
  }
}

function isOurs(path: string): boolean {
  return path.startsWith("/") && !path.startsWith("//");
}
