import { expect, it } from "vitest";
import { download, nameOf } from "./download.ts";

it("keeps the file under the server's name", async () => {
  const kept: string[] = [];
  const file = new Response("a,b", { headers: { "Content-Disposition": 'attachment; filename="study-hours.csv"' } });
  const answer = await download(Promise.resolve(file), (_blob, name) => void kept.push(name));
  expect(answer).toEqual({ ok: true, data: "study-hours.csv" });
  expect(kept).toEqual(["study-hours.csv"]);
});

it("gives the server's refusal, and says when there is no network", async () => {
  const refusal = Response.json({ code: "forbidden" }, { status: 403 });
  expect(await download(Promise.resolve(refusal))).toMatchObject({ ok: false, problem: { code: "forbidden" } });
  expect(await download(Promise.reject(new TypeError()))).toMatchObject({ ok: false, problem: { code: "offline" } });
});

it("has a name even where the server gives none", () => {
  expect(nameOf(null)).toBe("report");
  expect(nameOf("attachment; filename=plain.xlsx")).toBe("plain.xlsx");
});

it("reads names in any script", () => {
  const disposition = "attachment; filename=.zip; filename*=UTF-8''%E6%80%A5%E6%95%91.zip";
  expect(nameOf(disposition)).toBe("急救.zip");
  expect(nameOf("attachment; filename*=UTF-8''%E6%80.zip")).toBe("%E6%80.zip");
});
