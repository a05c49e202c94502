import { beforeEach, expect, it } from "vitest";
import { db } from "../core/db.ts";
import { OFFLINE, refused } from "../core/problems.ts";
import { recall } from "../core/remembered.ts";
import type { Lesson } from "../courses/shapes.ts";
import { emptyPhone, FILM, lesson, server, WANG, wish } from "./a_lesson.ts";
import { wholeFile } from "./kept_files.ts";
import { takeLesson, type Way } from "./take_lesson.ts";
import { want, waitingFor } from "./wish_list.ts";

const CAPTIONS = "/media/3/words.vtt";
const PICTURE = "/pictures/fire.webp";

/** Answers with one lesson after the other, the last of them for good. */
function way(carrier: ReturnType<typeof server>, ...lessons: Lesson[]): Way {
  let turn = 0;
  return { ...carrier, getLesson: async () => ({ ok: true, data: lessons[Math.min(turn++, lessons.length - 1)]! }) };
}

const row = () => db.downloads.get(3);

beforeEach(async () => {
  await emptyPhone();
  await want([wish()], WANG);
});

it("takes the film, its captions and the pictures of its text, and says so only when all is here", async () => {
  const whole = lesson({
    captions: [{ language: "zh", label: "中文", url: `${CAPTIONS}?for=x` }],
    body_html: `<p><img src="${PICTURE}?for=x"></p>`,
  });
  const carrier = server({ [FILM]: "0123456789", [CAPTIONS]: "WEBVTT", [PICTURE]: "picture" }, { breaksAfter: 7 });
  expect(await takeLesson(3, way(carrier, whole))).toBe("later");
  expect(await row()).toMatchObject({ state: "waiting", kept_bytes: 7, version: 0 });
  carrier.line.breaksAfter = Infinity;
  expect(await takeLesson(3, way(carrier, whole))).toBe("taken");
  const kept = (await row())!;
  expect(kept).toMatchObject({ state: "complete", version: 1, title: "第三课", completed: false });
  expect(kept.kept_bytes).toBe(kept.bytes);
  expect(await (await wholeFile(PICTURE, "image/webp"))!.text()).toBe("picture");
  expect((await recall<Lesson>("lesson-3"))!.value.title).toBe("第三课");
});

it("takes a text, which has no file", async () => {
  const text = lesson({ kind: "text", media_url: null, body_html: "<p>先看安全</p>" });
  expect(await takeLesson(3, way(server({}), text))).toBe("taken");
  expect((await row())!.bytes).toBeGreaterThan(10);
});

it("gets a new link when the old one ends, and goes on", async () => {
  const carrier = server({ [FILM]: "0123456789" }, { link: "link-2" });
  const renewed = lesson({ media_url: `${FILM}?for=link-2` });
  expect(await takeLesson(3, way(carrier, lesson(), renewed))).toBe("taken");
});

it("does not ask for links without end", async () => {
  const carrier = server({ [FILM]: "0123456789" }, { link: "another" });
  expect(await takeLesson(3, way(carrier, lesson()))).toBe("later");
  expect(carrier.asked).toHaveLength(3);
});

it("lets go of the older version only when the newer one is whole", async () => {
  const carrier = server({ [FILM]: "0123456789", "/media/3/film-b.mp4": "newer film" });
  await takeLesson(3, way(carrier, lesson()));
  const newer = lesson({ version: 2, media_url: "/media/3/film-b.mp4?for=x" });
  await db.downloads.update(3, { state: "waiting" });
  carrier.line.breaksAfter = 5;
  expect(await takeLesson(3, way(carrier, newer))).toBe("later");
  expect(await (await wholeFile(FILM, ""))!.text()).toBe("0123456789");
  expect((await row())!.version).toBe(1);
  carrier.line.breaksAfter = Infinity;
  expect(await takeLesson(3, way(carrier, newer))).toBe("taken");
  expect(await wholeFile(FILM, "")).toBeNull();
  expect(await row()).toMatchObject({ version: 2, state: "complete" });
});

it("tells a refusal, which stays, from a network that is gone, which passes", async () => {
  const ask = (answer: Awaited<ReturnType<Way["getLesson"]>>) =>
    takeLesson(3, { ...server({}), getLesson: async () => answer });
  expect(await ask(refused(OFFLINE))).toBe("later");
  expect(await ask(refused({ code: "busy", status: 503 }))).toBe("later");
  expect(await waitingFor(WANG)).toHaveLength(1);
  expect(await ask(refused({ code: "not_found", status: 404 }))).toBe("refused");
  expect(await row()).toMatchObject({ state: "refused", refused: "not_found" });
  expect(await waitingFor(WANG)).toHaveLength(0);
});
