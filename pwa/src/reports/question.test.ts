import { expect, it } from "vitest";
import { asInAddress, daysAsked, filterCount, firstQuestion, inside, listable, toQuery, waysOf } from "./question.ts";

const TODAY = "2026-11-25";
const place = { id: 7, name: "青枫里支部" };

it("begins with this month's hours of every member", () => {
  const question = firstQuestion("study-hours", place, TODAY);
  expect(toQuery(question, TODAY)).toEqual({
    organisation: 7,
    first_day: "2026-11-01",
    last_day: "2026-11-30",
    by: "member",
  });
});

it("asks for a target's whole year, and for attendance by branch", () => {
  expect(toQuery(firstQuestion("targets", place, TODAY), TODAY)).toMatchObject({ first_day: "2026-01-01" });
  expect(firstQuestion("attendance", place, TODAY).by).toBe("branch");
});

it("moves on with the calendar, but keeps days of one's own", () => {
  const question = firstQuestion("points", place, TODAY);
  expect(daysAsked(question, "2026-12-01").first_day).toBe("2026-12-01");
  expect(daysAsked({ ...question, period: "fixed" }, "2026-12-01").first_day).toBe("2026-11-01");
});

it("asks nothing while the days are not in order", () => {
  const own = { first_day: "2026-11-02", last_day: "2026-11-01" };
  expect(toQuery({ ...firstQuestion("points", place, TODAY), period: "fixed", own }, TODAY)).toBeNull();
});

it("sends and counts the filters that are set", () => {
  const question = { ...firstQuestion("study-hours", place, TODAY), course: { id: 3, title: "急救" } };
  expect(toQuery(question, TODAY)).toMatchObject({ course: 3 });
  expect(toQuery(question, TODAY)).not.toHaveProperty("rule");
  expect(filterCount(question)).toBe(1);
});

it.each([
  ["study-hours", false, ["member", "branch", "subtree"]],
  ["study-hours", true, ["member"]],
  ["attendance", false, ["branch", "subtree"]],
  ["attendance", true, ["member", "branch"]],
] as const)("%s of a branch (%s) is listed by %s", (kind, isBranch, ways) => {
  expect(waysOf(kind, ["member", "branch", "subtree"], isBranch)).toEqual(ways);
});

it("falls back to a way that there is", () => {
  const question = { ...firstQuestion("points", place, TODAY), by: "subtree" as const };
  expect(listable(question, ["member"]).by).toBe("member");
  expect(listable(question, ["member", "subtree"])).toBe(question);
});

it("goes a level down with the same days, and from a branch's attendance to its members", () => {
  const question = { ...firstQuestion("attendance", { id: 1, name: "滨江区" }, TODAY), period: "last_month" as const };
  expect(inside(question, place)).toMatchObject({ organisation: place, period: "last_month", by: "member" });
  expect(inside({ ...question, by: "subtree" }, place).by).toBe("subtree");
});

it("takes days and ways from an address", () => {
  const question = firstQuestion("points", place, TODAY);
  const asked = { first_day: "2026-03-01", last_day: "2026-03-09", by: "branch", rule: "exam" };
  expect(toQuery(asInAddress(question, asked), TODAY)).toEqual({ organisation: 7, ...asked });
  expect(asInAddress(question, { organisation: "7" })).toEqual(question);
});
