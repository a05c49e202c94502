import { expect, it } from "vitest";
import { weakness } from "./new_password.ts";

it("wants eight characters, twice the same", () => {
  expect(weakness("short", "short")).toBe("too_short");
  expect(weakness("long enough", "long enouhg")).toBe("not_the_same");
  expect(weakness("一二三四五六七八", "一二三四五六七八")).toBeNull();
});
