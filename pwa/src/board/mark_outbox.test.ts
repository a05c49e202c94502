import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { aServer, refuses, signInAs, wang as secretary } from "../sign_in/a_server.ts";
import { MEETING, wang, zhao } from "./a_board.ts";
import { delivered, mark, sendMarks } from "./mark_outbox.ts";
import { keptMarks } from "./mark_store.ts";
import type { MarkOutcome, NewMark } from "./shapes.ts";

let server: ReturnType<typeof aServer>;
const REASON = "没带手机";
const byHand = (who: { member_id: number; name: string }) => ({ ...pick(who), reason: REASON });
const pick = ({ member_id, name }: { member_id: number; name: string }) => ({ member_id, name });

/** Answers each mark of the request that comes with an outcome, by its place. */
function answers(...outcomes: Partial<MarkOutcome>[]) {
  server.answers.push(() => {
    const { marks } = server.sent.at(-1)!.body as unknown as { marks: NewMark[] };
    const items = marks.map(({ operation_id }, place) => ({
      operation_id,
      outcome: "accepted",
      code: null,
      member_id: null,
      name: null,
      ...outcomes[place],
    }));
    return Response.json({ items });
  });
}
const sentMarks = (turn: number) => (server.sent[turn]!.body as unknown as { marks: NewMark[] }).marks;

beforeEach(async () => {
  server = aServer();
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await db.marks.clear();
  delivered.value = [];
  signInAs(secretary);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("keeps marks while there is no network, and sends them in one batch with how long ago they were", async () => {
  await mark(MEETING, byHand(wang));
  vi.advanceTimersByTime(60_000);
  await mark(MEETING, { ...pick(zhao), card: "CARD" });
  await sendMarks();
  expect(await keptMarks()).toHaveLength(2);
  vi.advanceTimersByTime(60_000);
  answers();
  await sendMarks();
  expect(server.sent[1]!.path).toBe(`/api/meetings/${MEETING}/marks`);
  expect(sentMarks(1)).toMatchObject([
    { member_id: wang.member_id, reason: REASON, kind: "in", waited_ms: 120_000 },
    { card: "CARD", kind: "in", waited_ms: 60_000 },
  ]);
  expect(sentMarks(1)[1]).not.toHaveProperty("member_id");
  expect(await keptMarks()).toEqual([]);
});

it("sends again under the same operation ids, for the answer may have been lost", async () => {
  await mark(MEETING, byHand(wang));
  await sendMarks();
  answers({ outcome: "already" });
  await sendMarks();
  expect(sentMarks(1)[0]!.operation_id).toBe(sentMarks(0)[0]!.operation_id);
  expect(await keptMarks()).toEqual([]);
});

it("keeps what was refused, with the reason, and never sends it again", async () => {
  await mark(MEETING, byHand(wang));
  vi.advanceTimersByTime(1);
  await mark(MEETING, { ...pick(zhao), card: "OLD" });
  answers({}, { outcome: "refused", code: "card_replaced" });
  await sendMarks();
  await sendMarks();
  expect(server.sent).toHaveLength(1);
  expect(await keptMarks()).toMatchObject([{ card: "OLD", refused: "card_replaced" }]);
});

it("gives every mark the reason when the meeting itself refuses", async () => {
  await mark(MEETING, byHand(wang));
  server.answers = [refuses("forbidden", 403)];
  await sendMarks();
  expect(await keptMarks()).toMatchObject([{ refused: "forbidden" }]);
});

it("waits for the secretary to sign in again when the session has ended", async () => {
  await mark(MEETING, byHand(wang));
  server.answers = [refuses("session_ended", 401)];
  await sendMarks();
  expect((await keptMarks())[0]).not.toHaveProperty("refused");
});

it("learns the name behind a reply code, and shows it until the board has it", async () => {
  await mark(MEETING, { member_id: null, name: null, reply: "REPLY" });
  answers({ member_id: wang.member_id, name: wang.name });
  await sendMarks();
  expect(delivered.value).toMatchObject([{ reply: "REPLY", ...pick(wang) }]);
});

it("never sends another secretary's marks as one's own", async () => {
  await mark(MEETING, byHand(wang));
  signInAs({ ...secretary, id: 77 });
  await sendMarks();
  expect(server.sent).toEqual([]);
  expect(await keptMarks()).toHaveLength(1);
});

it("sends at most a hundred at once", async () => {
  for (let place = 0; place < 101; place++) await mark(MEETING, { member_id: place + 1, name: "", reason: REASON });
  answers();
  answers();
  await sendMarks();
  expect([sentMarks(0).length, sentMarks(1).length]).toEqual([100, 1]);
  expect(await keptMarks()).toEqual([]);
});
