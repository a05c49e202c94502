import { expect, it } from "vitest";
import { faultsOf, toAward, type AwardFields } from "./award_fields.ts";

const fields: AwardFields = { direction: "give", amount: "5", day: "2026-11-20", reason: "评为先进", document: " " };

it("asks for a whole number, a day of this year that is not to come, and a reason", () => {
  expect(faultsOf(fields, "2026-11-23")).toEqual([]);
  expect(faultsOf({ ...fields, amount: "-5" }, "2026-11-23")).toEqual(["amount"]);
  expect(faultsOf({ ...fields, amount: "0" }, "2026-11-23")).toEqual(["amount"]);
  expect(faultsOf({ ...fields, day: "2026-11-24" }, "2026-11-23")).toEqual(["day"]);
  expect(faultsOf({ ...fields, day: "2025-12-31" }, "2026-11-23")).toEqual(["day"]);
  expect(faultsOf({ ...fields, reason: " x " }, "2026-11-23")).toEqual(["reason"]);
});

it("takes points by a negative amount and leaves out an empty document number", () => {
  expect(toAward(fields, "a")).toEqual({
    operation_id: "a",
    amount: 5,
    day: "2026-11-20",
    reason: "评为先进",
    document: null,
  });
  expect(toAward({ ...fields, direction: "take", document: "2026-17" }, "a")).toMatchObject({
    amount: -5,
    document: "2026-17",
  });
});
