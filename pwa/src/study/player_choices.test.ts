import { beforeEach, expect, it } from "vitest";
import { captionsToShow, keepCaptions, keepSpeed, keptSpeed, OFF } from "./player_choices.ts";

const zh = { language: "zh", label: "中文", url: "/zh.vtt" };
const en = { language: "en", label: "English", url: "/en.vtt" };

beforeEach(() => localStorage.clear());

it("plays at the speed that was chosen last, on any lesson", () => {
  expect(keptSpeed()).toBe("1");
  keepSpeed("1.5");
  expect(keptSpeed()).toBe("1.5");
});

it("plays at normal speed when what was kept is none", () => {
  keepSpeed("16");
  expect(keptSpeed()).toBe("1");
});

it("shows captions in the language of the app to who never chose", () => {
  expect(captionsToShow([en, zh], "zh")).toBe("zh");
  expect(captionsToShow([{ ...zh, language: "zh-Hant" }], "zh")).toBe("zh-Hant");
  expect(captionsToShow([en], "zh")).toBe(OFF);
});

it("keeps them off, or in the chosen language", () => {
  keepCaptions("en");
  expect(captionsToShow([zh, en], "zh")).toBe("en");
  keepCaptions(OFF);
  expect(captionsToShow([zh, en], "zh")).toBe(OFF);
});

it("shows another language to who wants captions, where the chosen one is missing", () => {
  keepCaptions("en");
  expect(captionsToShow([zh], "zh")).toBe("zh");
  expect(captionsToShow([{ ...zh, language: "yue" }], "zh")).toBe("yue");
  expect(captionsToShow([], "zh")).toBe(OFF);
});
