import { expect, it } from "vitest";
import { deedOfKey } from "./player_keys.ts";

const press = (key: string, changes: object = {}) =>
  deedOfKey({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    target: document.createElement("video"),
    ...changes,
  });

it.each([
  ["k", "toggle"],
  ["J", "back"],
  ["l", "forward"],
  [">", "faster"],
  ["<", "slower"],
  ["c", "captions"],
  ["n", "note"],
])("takes %s for %s", (key, deed) => {
  expect(press(key)).toBe(deed);
});

it("leaves all other keys to the browser", () => {
  for (const key of [" ", "Enter", "ArrowLeft", "Tab", "x"]) expect(press(key)).toBeNull();
});

it("leaves keys alone that are typed somewhere, or held with others", () => {
  for (const tag of ["input", "textarea", "select"])
    expect(press("k", { target: document.createElement(tag) })).toBeNull();
  expect(press("c", { ctrlKey: true })).toBeNull();
  expect(press("l", { metaKey: true })).toBeNull();
});
