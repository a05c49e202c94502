import { beforeEach, expect, it } from "vitest";
import { db } from "../core/db.ts";
import { emptyPhone, FILM, server, WANG, wish } from "./a_lesson.ts";
import { keptFile, wholeFile } from "./kept_files.ts";
import { takeFile } from "./take_file.ts";
import { letGo, want } from "./wish_list.ts";

const URL_OF_FILM = `${FILM}?for=link-1`;
const take = (carrier: ReturnType<typeof server>) => takeFile(URL_OF_FILM, 3, carrier);
const text = async () => (await wholeFile(FILM, "video/mp4"))?.text() ?? null;

beforeEach(async () => {
  await emptyPhone();
  await want([wish()], WANG);
});

it("brings the file in parts and puts it together as it was", async () => {
  expect(await take(server({ [FILM]: "0123456789" }))).toBe("whole");
  expect(await db.download_parts.count()).toBe(3);
  expect(await text()).toBe("0123456789");
  expect((await wholeFile(FILM, "video/mp4"))!.type).toBe("video/mp4");
});

it("goes on where a lost network stopped it, and keeps what came before", async () => {
  const carrier = server({ [FILM]: "0123456789" }, { breaksAfter: 6 });
  expect(await take(carrier)).toBe("lost");
  expect((await keptFile(FILM))!.bytes).toBe(6);
  expect(await text()).toBeNull();
  carrier.line.breaksAfter = Infinity;
  expect(await take(carrier)).toBe("whole");
  expect(carrier.asked.map(({ range }) => range)).toEqual(["bytes=0-", "bytes=6-"]);
  expect(await text()).toBe("0123456789");
});

it("gets there however often the network goes", async () => {
  const carrier = server({ [FILM]: "0123456789" }, { breaksAfter: 1 });
  for (let n = 0; n < 9; n++) expect(await take(carrier)).toBe("lost");
  expect(await take(carrier)).toBe("whole");
  expect(await text()).toBe("0123456789");
});

it("never puts two versions into one file", async () => {
  const carrier = server({ [FILM]: "0123456789" }, { breaksAfter: 6 });
  await take(carrier);
  carrier.files[FILM] = "another film";
  carrier.line.breaksAfter = Infinity;
  expect(await take(carrier)).toBe("whole");
  expect(await text()).toBe("another film");
});

it("starts anew when the file has become shorter than what is here", async () => {
  const carrier = server({ [FILM]: "0123456789" }, { breaksAfter: 6 });
  await take(carrier);
  carrier.files[FILM] = "0123";
  carrier.line.breaksAfter = Infinity;
  await take(carrier);
  expect(await take(carrier)).toBe("whole");
  expect(await text()).toBe("0123");
});

it("does not fetch again what is here", async () => {
  const carrier = server({ [FILM]: "0123456789" });
  await take(carrier);
  await take(carrier);
  expect(carrier.asked).toHaveLength(1);
});

it("says what stands in the way: no network, a link that ended, a file that is gone", async () => {
  const nowhere = { ...server({}), fetch: async () => Promise.reject(new Error("offline")) };
  expect(await take(nowhere)).toBe("lost");
  expect(await take(server({ [FILM]: "0" }, { link: "link-2" }))).toBe("ended");
  expect(await take(server({}))).toBe("gone");
  expect(await take({ ...server({}), fetch: async () => new Response(null, { status: 503 }) })).toBe("lost");
});

it("takes a network that hangs for lost", async () => {
  const hangs = async () =>
    new Response(new ReadableStream(), { status: 206, headers: { "Content-Range": "bytes 0-9/10" } });
  expect(await take({ ...server({}), fetch: hangs })).toBe("lost");
});

it("keeps nothing of a lesson that was let go of meanwhile", async () => {
  const carrier = server({ [FILM]: "0123456789" });
  const fetch: typeof carrier.fetch = async (...asked) => {
    await letGo([3]);
    return carrier.fetch(...asked);
  };
  expect(await take({ ...carrier, fetch })).toBe("dropped");
  expect(await db.download_parts.count()).toBe(0);
});
