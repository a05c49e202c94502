/** The one way to the server: typed by its own document, never throws, renews an expired token once. */
import createClient from "openapi-fetch";
import type { paths } from "./api.d.ts";
import { noteAnchor } from "./clock.ts";
import { FILE_MS, fetchPatiently } from "./fetch_patiently.ts";
import { OFFLINE, refused, type Answer } from "./problems.ts";
import { problemOf } from "./read_answer.ts";
import { me, renew } from "./session.ts";
import { currentToken } from "./tokens.ts";
import { untilServed } from "./until_served.ts";

const RENEWABLE = ["token_expired", "token_missing", "token_invalid"];

export const client = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => send(request),
  credentials: "same-origin",
});

/** `answer(client.GET("/api/me"))` → `{ ok: true, data }` or `{ ok: false, problem }`. */
export async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await asked;
    return response.ok ? { ok: true, data: data as T } : refused(problemOf(response, error));
  } catch {
    return refused(OFFLINE);
  }
}

interface Sending {
  /** Milliseconds until the answer must have begun. */
  patience?: number;
}

/** Sends as the member who signed in here; strangers are sent as they are. Throws where the server is not reached. */
export async function send(request: Request, options: Sending = {}): Promise<Response> {
  if (me.value && !currentToken()) await renew();
  const spare = request.clone();
  const response = await sendWithToken(request, options);
  return (await canRenew(response)) && (await renew()) ? sendWithToken(spare, options) : response;
}

/** For what moves a large file, whichever way: the server reads or writes all of it before it answers. */
export const sendFile = (request: Request) => send(request, { patience: FILE_MS });

async function sendWithToken(request: Request, options: Sending): Promise<Response> {
  const token = currentToken();
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  const response = await untilServed(request, (copy) => fetchPatiently(copy, options));
  noteAnchor(response.headers.get("Muster-Anchor"));
  return response;
}

async function canRenew(response: Response): Promise<boolean> {
  if (response.status !== 401 || !me.value) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return RENEWABLE.includes(problemOf(response, body).code);
}
