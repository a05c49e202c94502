/** Reads a response as an answer: what was asked for, or the problem. */
import type { Answer, Problem } from "./problems.ts";

export async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const body: unknown = await response.json().catch(() => undefined);
  return response.ok ? { ok: true, data: body as T } : { ok: false, problem: problemOf(response, body) };
}

/** A proxy in between may answer in HTML: then the status is all we know. */
export function problemOf(response: Response, body: unknown): Problem {
  const said = typeof body === "object" && body ? (body as Partial<Problem>) : {};
  const retryAfter = Number(response.headers.get("Retry-After"));
  return {
    ...said,
    code: said.code ?? (response.status >= 500 ? "unreachable" : "unreadable"),
    status: response.status,
    ...(retryAfter > 0 && { retry_after: retryAfter }),
  };
}
