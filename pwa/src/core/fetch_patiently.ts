/** Waits for the server's first word, but not for ever: a hanging network is no network. */

/** Long enough for a crowded hall, short enough that nobody stares at a grey page. */
const ANSWER_MS = 15_000;
/** A city's roster takes as long as it takes. */
const UPLOAD_MS = 10 * 60_000;

/** Like fetch; once the answer has begun, it may take its time (large files). */
export async function fetchPatiently(request: Request): Promise<Response> {
  const given = new AbortController();
  const giveUp = () => given.abort();
  const timer = setTimeout(giveUp, isUpload(request) ? UPLOAD_MS : ANSWER_MS);
  request.signal.addEventListener("abort", giveUp, { once: true });
  return fetch(request, { signal: given.signal }).finally(() => clearTimeout(timer));
}

function isUpload({ headers }: Request): boolean {
  return headers.get("Content-Type")?.startsWith("multipart/") ?? false;
}
