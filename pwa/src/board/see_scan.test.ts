import { expect, it } from "vitest";
import { aBoard, aMark, arrival, wang } from "./a_board.ts";
import { seeScan } from "./see_scan.ts";

// Made by the server's own code: the card of member 2 under key 3, and a reply to a code of meeting 4 000 000 001.
const CARD = "HTTPS://MUSTER.EXAMPLE/C/00G60000000000008000001PV0ZBRS2XPZS2SX1";
const REPLY_TEXT = "020R0000G0000004YWTS8040001QYH183QQMHWG7AX6NB";
const REPLY = `https://muster.example/r/${REPLY_TEXT.toLowerCase()}`;

it("reads a member card without a network, with the name from the board", () => {
  const seen = { member_id: 2, name: wang.name, card: CARD.split("/C/")[1] };
  expect(seeScan(CARD, aBoard(), [])).toEqual({ kind: "new", seen });
});

it("keeps the card of somebody who is not on the list: the server decides about guests", () => {
  expect(seeScan(CARD, aBoard({ missing: [] }), [])).toMatchObject({ kind: "new", seen: { member_id: 2, name: null } });
});

it.each([
  ["the server knows", aBoard({ missing: [], signed_in: [arrival(wang)] }), []],
  ["this phone has marked", aBoard(), [aMark()]],
])("marks nobody twice whom %s", (_, board, marks) => {
  expect(seeScan(CARD, board, marks)).toEqual({ kind: "already", name: wang.name });
});

it("takes a reply code, whose member the server will name, once", () => {
  const seen = { member_id: null, name: null, reply: REPLY_TEXT };
  expect(seeScan(REPLY, aBoard(), [])).toEqual({ kind: "new", seen });
  const kept = aMark({ member_id: null, name: null, reply: REPLY_TEXT });
  expect(seeScan(REPLY, aBoard(), [kept])).toMatchObject({ kind: "already" });
});

it("says when a reply is for another meeting", () => {
  const elsewhere = aBoard({ meeting: { ...aBoard().meeting, id: 8 } });
  expect(seeScan(REPLY, elsewhere, [])).toEqual({ kind: "other_meeting" });
});

it.each([
  ["https://muster.example/S/0883002YWTS8040001QYPWQG18TCMPWWCZPD", "sign_in_code"],
  [`${CARD}0`, "not_a_card"],
  ["https://pay.example/", "not_a_card"],
])("says what %s is instead", (text, kind) => {
  expect(seeScan(text, aBoard(), [])).toEqual({ kind });
});
