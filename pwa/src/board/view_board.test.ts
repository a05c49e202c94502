import { expect, it } from "vitest";
import { aBoard, aMark, arrival, sun, wang, zhao } from "./a_board.ts";
import { memberOfCard, nameOn, viewBoard, withoutReasons } from "./view_board.ts";

it("shows a mark made on this phone at once, as saved, and no longer as missing", () => {
  const seen = viewBoard(aBoard(), [aMark()]);
  expect(seen.missing).toEqual([]);
  expect(seen.saved).toEqual([aMark()]);
  expect(seen.signed_in.map(({ name }) => name)).toEqual([zhao.name]);
});

it("gives way to the server's mark as soon as the board has it", () => {
  const seen = viewBoard(aBoard({ missing: [], signed_in: [arrival(wang), arrival(zhao)] }), [aMark()]);
  expect(seen.saved).toEqual([]);
  expect(seen.signed_in.map(({ name }) => name)).toEqual([wang.name, zhao.name]);
});

it("leaves somebody missing whose mark was refused, or who was only marked as gone", () => {
  const marks = [aMark({ refused: "closed" }), aMark({ operation_id: "b", kind: "out" })];
  expect(viewBoard(aBoard(), marks)).toMatchObject({ missing: [wang], saved: [] });
});

it("takes who came in spite of a leave off the leaves", () => {
  const mark = aMark({ member_id: sun.member_id, name: sun.name });
  expect(viewBoard(aBoard(), [mark]).on_leave).toEqual([]);
});

it("keeps a mark of nobody yet known, newest first", () => {
  const marks = [aMark({ at: 1 }), aMark({ operation_id: "r", member_id: null, name: null, reply: "R", at: 2 })];
  const seen = viewBoard(aBoard(), marks);
  expect(seen.saved.map(({ operation_id }) => operation_id)).toEqual(["r", "a"]);
});

it("names who stands on a card by the board it keeps", () => {
  // Made by the server: version 1, key 3, member 2, serial 1.
  const text = "00G60000000000008000001PV0ZBRS2XPZS2SX1";
  expect(memberOfCard(text)).toBe(2);
  expect(nameOn(aBoard(), 2)).toBe(wang.name);
  expect(nameOn(aBoard(), 99)).toBeNull();
  expect(memberOfCard(text.slice(1))).toBeNull();
});

it("keeps no reasons of leave for later", () => {
  expect(JSON.stringify(withoutReasons(aBoard()))).not.toContain("住院");
});
