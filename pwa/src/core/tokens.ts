/** Holds the access token in memory and renews it, one renewal at a time over all tabs. */
import { noteAnchor } from "./clock.ts";
import { fetchPatiently } from "./fetch_patiently.ts";
import { oneTabAtATime } from "./one_tab.ts";
import { OFFLINE, refused, type Answer } from "./problems.ts";
import { readAnswer } from "./read_answer.ts";
import type { Session } from "./shapes.ts";

let accessToken: string | null = null;
let renewal: Promise<Answer<Session>> | null = null;

export function currentToken(): string | null {
  return accessToken;
}

export function keepToken(token: string | null): void {
  accessToken = token;
}

/** A new access token for the refresh cookie, which rotates: neither two callers nor two tabs may spend the same one. */
export function renewToken(): Promise<Answer<Session>> {
  renewal ??= oneTabAtATime("renewal", askForToken).finally(() => (renewal = null));
  return renewal;
}

async function askForToken(): Promise<Answer<Session>> {
  try {
    const headers = { "Content-Type": "application/json" };
    const request = new Request("/api/auth/refresh", { method: "POST", headers, body: "{}" });
    const response = await fetchPatiently(request);
    noteAnchor(response.headers.get("Muster-Anchor"));
    return await readAnswer<Session>(response);
  } catch {
    return refused(OFFLINE);
  }
}
