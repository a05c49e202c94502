import { expect, it, vi } from "vitest";
import { forgetAll } from "../core/remembered.ts";
import { recallCatalogue, refreshCatalogue, type KeptCatalogue } from "./keep_catalogue.ts";
import type { Catalogue } from "./shapes.ts";

const catalogue = (title: string) =>
  ({ categories: [], organisations: [], courses: [{ id: 1, title }] }) as unknown as Catalogue;
const kept: KeptCatalogue = { etag: 'W/"1"', catalogue: catalogue("急救") };

/** A server that answers so, and what it was asked with. */
function server(response: Response) {
  const asked: Request[] = [];
  const ask = vi.fn((request: Request) => (asked.push(request), Promise.resolve(response)));
  return { ask, asked };
}

it("takes the whole catalogue at first, and keeps it with its version", async () => {
  const { ask, asked } = server(Response.json(catalogue("急救"), { headers: { ETag: 'W/"1"' } }));
  expect(await refreshCatalogue(null, ask)).toEqual({ ok: true, data: kept });
  expect(asked[0]!.headers.get("If-None-Match")).toBeNull();
  expect((await recallCatalogue())?.value).toEqual(kept);
});

it("keeps what it has when the server says that nothing changed", async () => {
  const { ask, asked } = server(new Response(null, { status: 304 }));
  expect(await refreshCatalogue(kept, ask)).toEqual({ ok: true, data: kept });
  expect(asked[0]!.headers.get("If-None-Match")).toBe('W/"1"');
  expect((await recallCatalogue())?.value).toEqual(kept);
});

it("takes a new one with its new version", async () => {
  const { ask } = server(Response.json(catalogue("防火"), { headers: { ETag: 'W/"2"' } }));
  await refreshCatalogue(kept, ask);
  expect((await recallCatalogue())?.value).toEqual({ etag: 'W/"2"', catalogue: catalogue("防火") });
});

it("leaves what is kept alone while the server can't be reached or refuses", async () => {
  const before = (await recallCatalogue())?.value;
  expect(before?.etag).toBe('W/"2"');
  const unreached = await refreshCatalogue(kept, () => Promise.reject(new TypeError()));
  expect(unreached).toEqual({ ok: false, problem: { code: "offline" } });
  const { ask } = server(Response.json({ code: "forbidden" }, { status: 403 }));
  expect(await refreshCatalogue(kept, ask)).toMatchObject({ ok: false, problem: { code: "forbidden" } });
  expect((await recallCatalogue())?.value).toEqual(before);
});

it("never puts one version's name on another's courses, whatever another tab has kept meanwhile", async () => {
  await refreshCatalogue(kept, server(new Response(null, { status: 304 })).ask);
  expect((await recallCatalogue())?.value).toEqual({ etag: 'W/"2"', catalogue: catalogue("防火") });
});

it("keeps nothing for the next member on this phone", async () => {
  await forgetAll();
  expect(await recallCatalogue()).toBeNull();
});

it("does not ask with a version when it has nothing", async () => {
  const { ask } = server(new Response(null, { status: 304 }));
  expect(await refreshCatalogue(null, ask)).toMatchObject({ ok: false });
});
