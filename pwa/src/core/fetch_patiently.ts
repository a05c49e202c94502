/** Waits for the server's first word, but not for ever: a hanging network is no network. */

/** Long enough for a crowded hall, short enough that nobody stares at a grey page. */
const PAGE_MS = 15_000;
/** For a city's roster on its way in, and a city's report on its way out. */
export const FILE_MS = 10 * 60_000;

/** Like fetch, with at most `patience` milliseconds until the answer begins; its body may take as long as it takes. */
export async function fetchPatiently(request: Request, { patience = PAGE_MS } = {}): Promise<Response> {
  const given = new AbortController();
  const giveUp = () => given.abort();
  const timer = setTimeout(giveUp, patience);
  request.signal.addEventListener("abort", giveUp, { once: true });
  return fetch(request, { signal: given.signal }).finally(() => clearTimeout(timer));
}
