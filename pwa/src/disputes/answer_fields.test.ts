import { expect, it } from "vitest";
import { faultsOf, toAnswer, waysOf } from "./answer_fields.ts";

it("offers only what can be done", () => {
  expect(waysOf({ kind: "entry", book: "points" })).toEqual(["explain", "reversal", "award", "elsewhere"]);
  expect(waysOf({ kind: "missing", book: "points" })).toEqual(["explain", "award", "elsewhere"]);
  expect(waysOf({ kind: "missing", book: "hours" })).toEqual(["explain", "elsewhere"]);
});

it("asks for a way, a sentence, and points only with an award", () => {
  expect(faultsOf({ how: "", amount: "", sentence: "" })).toEqual(["how", "sentence"]);
  expect(faultsOf({ how: "award", amount: "0", sentence: "已核实" })).toEqual(["amount"]);
  expect(faultsOf({ how: "award", amount: "99999", sentence: "已核实" })).toEqual(["amount"]);
  expect(faultsOf({ how: "award", amount: "−5", sentence: "已核实" })).toEqual([]);
  expect(faultsOf({ how: "explain", amount: "x", sentence: "已核实" })).toEqual([]);
});

it("sends what was chosen and nothing beside it", () => {
  expect(toAnswer({ how: "explain", amount: "5", sentence: " 已核实 " }, 2)).toEqual({
    outcome: "explained",
    correction: null,
    amount: null,
    sentence: "已核实",
    version: 2,
  });
  expect(toAnswer({ how: "award", amount: "−5", sentence: "已核实" }, 1)).toMatchObject({
    outcome: "corrected",
    correction: "award",
    amount: -5,
  });
  expect(toAnswer({ how: "reversal", amount: "", sentence: "已核实" }, 1)).toMatchObject({ correction: "reversal" });
});
