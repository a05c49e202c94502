import { beforeEach, expect, it, vi } from "vitest";
import { anchorText } from "./clock.ts";
import { answer, client } from "./http.ts";
import { become, end, me } from "./session.ts";
import type { Me } from "./shapes.ts";
import { currentToken, keepToken } from "./tokens.ts";

const wang = { id: 1, name: "王芳", can: [] as string[], must_change_password: false } as unknown as Me;
const asked: string[] = [];

/** A server with one valid token; `refresh` may be told to refuse. */
function serve({ refresh = 200 } = {}) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    asked.push(path);
    if (path === "/api/auth/refresh")
      return refresh === 200 ? json(200, { access_token: "new", member: wang }) : json(401, { code: "session_ended" });
    const known = request.headers.get("Authorization") === "Bearer new";
    return known ? json(200, { sent: await request.text() }) : json(401, { code: "token_expired" });
  });
}

function json(status: number, body: object) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Muster-Anchor": "9000000000000.mac" },
  });
}

const getMe = () => answer(client.GET("/api/me"));

beforeEach(async () => {
  await end();
  asked.length = 0;
});

it("renews an expired token once and sends the request again, body and all", async () => {
  serve();
  become(wang);
  keepToken("old");
  const sent = await answer(client.POST("/api/study/segments", { body: { segments: [] } }));
  expect(sent).toEqual({ ok: true, data: { sent: '{"segments":[]}' } });
  expect(asked).toEqual(["/api/study/segments", "/api/auth/refresh", "/api/study/segments"]);
});

it("renews once for many requests at the same time", async () => {
  serve();
  become(wang);
  const answers = await Promise.all([getMe(), getMe(), getMe()]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(asked.filter((path) => path === "/api/auth/refresh")).toHaveLength(1);
});

it("ends the session when the server refuses to renew it", async () => {
  serve({ refresh: 401 });
  become(wang);
  keepToken("old");
  expect(await getMe()).toMatchObject({ ok: false, problem: { code: "token_expired" } });
  expect(me.value).toBeNull();
  expect(currentToken()).toBeNull();
});

it("never asks for a renewal for a stranger", async () => {
  serve();
  expect(await getMe()).toMatchObject({ ok: false, problem: { status: 401 } });
  expect(asked).toEqual(["/api/me"]);
});

it("keeps the member when there is no network", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  become(wang);
  expect(await getMe()).toEqual({ ok: false, problem: { code: "offline" } });
  expect(me.value?.name).toBe("王芳");
});

it("keeps the server's anchor", async () => {
  serve();
  await getMe();
  expect(anchorText()).toBe("9000000000000.mac");
});
