import { expect, it } from "vitest";
import { wayBack } from "./way_back.ts";

it("leads to the entrance somebody came by, as it was", () => {
  history.replaceState({ back: "/people?q=王" }, "");
  expect(wayBack("/branch", "/people")).toBe("/people?q=王");
});

it.each([null, "/", "/peoples"])("leads to the first entrance when one came from %s", (back) => {
  history.replaceState({ back }, "");
  expect(wayBack("/branch", "/people")).toBe("/branch");
});
