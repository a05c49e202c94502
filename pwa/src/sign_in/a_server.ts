/** For tests: a server that answers what it is told to, in turn, and then is not reached; and who is signed in. */
import { vi } from "vitest";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { keepToken } from "../core/tokens.ts";

export const CODE = "0883002YWTS8040001QYPWQG18TCMPWWCZPD";
export const wang = { id: 2, name: "王芳", must_change_password: false } as Me;
export const receipt = {
  meeting_id: 7,
  title: "支部大会",
  purpose: "in",
  state: "accepted",
  waits_for: null,
  signed_in_at: "2026-11-23T11:02:00Z",
  already: false,
};
export const toConfirm = { ...receipt, state: "waiting", waits_for: "offline" };
const ticket = { ticket: "t-1", expires_in: 600, purpose: "in", meeting: { id: 7, title: "支部大会" } };

export const accepts = () => Response.json(receipt, { status: 201 });
export const waits = () => Response.json(toConfirm, { status: 202 });
export const givesTicket = () => Response.json(ticket, { status: 201 });
export const done = () => new Response(null, { status: 204 });
export const refuses =
  (code: string, status = 409) =>
  () =>
    Response.json({ code }, { status });

export interface Sent {
  path: string;
  body: Record<string, string | number | null>;
}

/** Stubs `fetch`; to be called before each test. */
export function aServer() {
  const server = { sent: [] as Sent[], answers: [] as (() => Response)[] };
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") return refuses("session_ended", 401)();
    const body = (await request.json().catch(() => ({}))) as Sent["body"];
    server.sent.push({ path: new URL(request.url).pathname, body });
    const answer = server.answers.shift();
    if (!answer) throw new TypeError("Failed to fetch");
    return answer();
  });
  return server;
}

export function signInAs(member: Me | null): void {
  me.value = member;
  keepToken(member ? "token" : null);
}
