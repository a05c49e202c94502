import { expect, it } from "vitest";
import { askedPlace } from "./asked_place.ts";

it("asks for a moment of a film and a paragraph of a text", () => {
  expect(askedPlace("95", "video")).toEqual({ position_seconds: 95, part: null });
  expect(askedPlace("3", "pdf")).toEqual({ position_seconds: null, part: 3 });
  expect(askedPlace("0", "text")).toEqual({ position_seconds: null, part: 1 });
});

it("asks for nothing by nonsense", () => {
  for (const at of [undefined, "", "-1", "1e3", "99999999", ["1"], "x"]) expect(askedPlace(at, "audio")).toBeNull();
});
