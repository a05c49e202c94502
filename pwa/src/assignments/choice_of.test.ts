import { expect, it } from "vitest";
import { choiceOf } from "./choice_of.ts";

const course = (facts: object = {}) => ({
  ordered: false,
  ordered_above: null,
  hidden: false,
  required: false,
  assigned: false,
  on_menu: false,
  ...facts,
});
const above = { id: 1, name: "滨江区" };

it("orders from the menu, and takes back only its own order", () => {
  expect(choiceOf(course(), "menu")).toBe("order");
  expect(choiceOf(course({ ordered: true }), "menu")).toBe("cancel");
  expect(choiceOf(course({ ordered: true, ordered_above: above }), "menu")).toBe("cancel");
  expect(choiceOf(course({ ordered_above: above }), "menu")).toBe("ordered_above");
});

it("hides what is offered, unless it is asked of members", () => {
  expect(choiceOf(course(), "offered")).toBe("hide");
  expect(choiceOf(course({ required: true }), "offered")).toBe("is_required");
  expect(choiceOf(course({ assigned: true }), "offered")).toBe("is_assigned");
});

it("shows again what it has hidden, wherever it stands", () => {
  expect(choiceOf(course({ hidden: true }), "offered")).toBe("show");
  expect(choiceOf(course({ hidden: true }), "hidden")).toBe("show");
  expect(choiceOf(course(), "hidden")).toBe("shown");
});
