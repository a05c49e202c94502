/** Remembers where somebody wanted to go before signing in: a scanned link survives the login, also in another tab. */

const KEPT = "muster.wanted";
const FORGOTTEN_AFTER_MS = 30 * 60_000;

export function rememberWanted(path: string, now = Date.now()): void {
  localStorage.setItem(KEPT, JSON.stringify({ path, at: now }));
}

/** The remembered path, once; only ever a path of this app. */
export function takeWanted(now = Date.now()): string {
  const kept = localStorage.getItem(KEPT);
  localStorage.removeItem(KEPT);
  const { path, at } = (kept ? JSON.parse(kept) : {}) as { path?: string; at?: number };
  const isOurs = path?.startsWith("/") && !path.startsWith("//");
  return isOurs && now - (at ?? 0) < FORGOTTEN_AFTER_MS ? path! : "/";
}
