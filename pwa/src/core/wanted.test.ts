import { beforeEach, expect, it } from "vitest";
import { rememberWanted, takeWanted } from "./wanted.ts";

beforeEach(() => {
  localStorage.removeItem("muster.wanted");
  sessionStorage.removeItem("muster.wanted");
});

it("gives the wanted path once", () => {
  rememberWanted("/S/0123ABC");
  expect(takeWanted()).toBe("/S/0123ABC");
  expect(takeWanted()).toBe("/");
});

it("is known in another tab", () => {
  rememberWanted("/S/0123ABC");
  sessionStorage.clear();
  expect(takeWanted()).toBe("/S/0123ABC");
});

it("keeps what this tab wanted when another tab has gone its way", () => {
  rememberWanted("/me");
  localStorage.removeItem("muster.wanted");
  expect(takeWanted()).toBe("/me");
});

it("forgets it after half an hour", () => {
  rememberWanted("/me", 0);
  expect(takeWanted(31 * 60_000)).toBe("/");
});

it.each(["https://elsewhere.example/", "//elsewhere.example/", "elsewhere"])("never leads to %s", (path) => {
  rememberWanted(path);
  expect(takeWanted()).toBe("/");
});

it("survives a spoilt store", () => {
  localStorage.setItem("muster.wanted", "{");
  expect(takeWanted()).toBe("/");
});
