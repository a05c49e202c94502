import { expect, it, vi } from "vitest";
import { i18n } from "../core/i18n.ts";
import { isUrgent, sayDaysLeft, sayTurn } from "./say_turn.ts";

i18n.global.locale.value = "zh";
vi.useFakeTimers({ now: new Date("2026-11-20T04:00:00Z") });

it("says how many days are left, the last one, and how long it is over", () => {
  expect([3, 0, -2].map((days_left) => sayDaysLeft({ days_left }))).toEqual([
    "还剩 3 天",
    "今天是最后一天",
    "已超过 2 天",
  ]);
  expect([3, 2, 0, -1].map((days_left) => isUrgent({ days_left }))).toEqual([false, true, true, true]);
});

it("says who answers by when, and where it goes otherwise", () => {
  const turn = {
    organisation: { id: 1, name: "青枫里支部" },
    from_day: "2026-11-20",
    due_on: "2026-11-27",
    days_left: 7,
  };
  const then = { organisation: { id: 2, name: "滨江区" }, from_day: "2026-11-28", due_on: "2026-12-05" };
  expect(sayTurn({ turn, then })).toBe("由青枫里支部答复，最晚11月27日；到时没有答复，就转到滨江区。");
  expect(sayTurn({ turn, then: null })).toBe("由青枫里支部答复，最晚11月27日");
  expect(sayTurn({ turn: null, then: null })).toBe("");
});
