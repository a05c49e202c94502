import { beforeEach, expect, it } from "vitest";
import { db } from "../core/db.ts";
import { emptyPhone, FILM, lesson, server, WANG, wish } from "./a_lesson.ts";
import { refuse, takeLesson } from "./take_lesson.ts";
import { letGo, waitingFor, want } from "./wish_list.ts";

const LI = 8;
const take = () =>
  takeLesson(3, { ...server({ [FILM]: "0123456789" }), getLesson: async () => ({ ok: true, data: lesson() }) });

beforeEach(emptyPhone);

it("is worked off in the order in which it was asked for", async () => {
  await want([wish(9), wish(4), wish(7)], WANG);
  expect((await waitingFor(WANG)).map(({ lesson_id }) => lesson_id)).toEqual([9, 4, 7]);
});

it("keeps what is here when it is asked for again, and asks again for what was refused", async () => {
  await want([wish()], WANG);
  await take();
  await want([wish(), wish(4)], WANG);
  expect((await db.downloads.get(3))!.state).toBe("complete");
  await refuse(4, "storage_full");
  await want([wish(4)], WANG);
  expect(await db.downloads.get(4)).toMatchObject({ state: "waiting" });
  expect((await db.downloads.get(4))!.refused).toBeUndefined();
});

it("gives another member nothing that the server has not let them have", async () => {
  await want([wish()], WANG);
  await take();
  await want([wish()], LI);
  expect(await db.downloads.get(3)).toMatchObject({ member_id: LI, state: "waiting" });
  expect(await waitingFor(WANG)).toEqual([]);
});

it("frees the phone of a lesson and all its files", async () => {
  await want([wish(), wish(4)], WANG);
  await take();
  await letGo([3]);
  expect(await db.download_parts.count()).toBe(0);
  expect((await db.downloads.toArray()).map(({ lesson_id }) => lesson_id)).toEqual([4]);
});
