import { expect, it } from "vitest";
import { sayMeeting } from "./say_meeting.ts";

it("tells the theme once", () => {
  expect(sayMeeting({ title: "支部大会", theme: "消防安全" })).toBe("支部大会 · 消防安全");
  expect(sayMeeting({ title: "固定生活日：消防安全", theme: "消防安全" })).toBe("固定生活日：消防安全");
  expect(sayMeeting({ title: "支部大会", theme: "" })).toBe("支部大会");
});
