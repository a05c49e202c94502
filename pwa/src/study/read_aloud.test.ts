import { expect, it } from "vitest";
import { createReader, languageOf, sentencesOf, voiceFor } from "./read_aloud.ts";

/** A voice that says a sentence when the test lets it. */
function aVoice() {
  const said: string[] = [];
  let done = () => {};
  const speech = {
    speak: (text: string, _language: string, over: () => void) => void (said.push(text), (done = over)),
    hush: () => {},
  };
  return { said, speech, finish: () => done() };
}

function reading(parts: string[]) {
  const voice = aVoice();
  const states: [string, number][] = [];
  return { ...voice, states, reader: createReader(parts, voice.speech, (state, part) => states.push([state, part])) };
}

it("reads sentence by sentence, and says which paragraph it is in", () => {
  const { said, finish, states, reader } = reading(["标题", "第一句。第二句！", "完。"]);
  reader.read();
  for (let n = 0; n < 4; n++) finish();
  expect(said).toEqual(["标题", "第一句。", "第二句！", "完。"]);
  expect(states).toEqual([
    ["reading", 0],
    ["reading", 1],
    ["reading", 1],
    ["reading", 2],
    ["silent", 0],
  ]);
});

it("begins where one is, and after a pause with the sentence that was broken off", () => {
  const { said, finish, states, reader } = reading(["一。", "二。三。", "四。"]);
  reader.read(1);
  finish();
  reader.pause();
  expect(states.at(-1)).toEqual(["paused", 1]);
  reader.read();
  expect(said).toEqual(["二。", "三。", "三。"]);
});

it("goes on by itself only from the sentence that is being said", () => {
  const { said, finish, reader } = reading(["一。二。"]);
  reader.read();
  reader.pause();
  finish();
  reader.stop();
  finish();
  expect(said).toEqual(["一。"]);
});

it("passes over paragraphs without words, and is silent where there are none", () => {
  const { said, states, finish, reader } = reading(["", "——", "好。"]);
  reader.read(0);
  finish();
  expect(said).toEqual(["好。"]);
  const nothing = reading(["", "…"]);
  nothing.reader.read();
  expect(nothing.states).toEqual([["silent", 0]]);
  expect(states.at(-1)).toEqual(["silent", 0]);
});

it("cuts what is too long for a voice, and loses no word", () => {
  const long = `${"很长的话，".repeat(60)}完。`;
  const cut = sentencesOf(long);
  expect(Math.max(...cut.map(({ length }) => length))).toBeLessThanOrEqual(120);
  expect(cut.join("")).toBe(long);
  expect(sentencesOf("字".repeat(300)).join("")).toBe("字".repeat(300));
});

it("keeps closing quotation marks with their sentence", () => {
  expect(sentencesOf("他说：“好。”走了。")).toEqual(["他说：“好。”", "走了。"]);
});

it("knows the language by its signs", () => {
  expect([languageOf("拨打 120"), languageOf("Call 120")]).toEqual(["zh-CN", "en-US"]);
});

const voice = (lang: string, localService = true) => ({ lang, localService, default: false });

it("takes a voice of this device alone: no other host is told the text", () => {
  const [far, near] = [voice("zh-CN", false), voice("zh_CN")];
  expect(voiceFor([far], "zh-CN")).toBeUndefined();
  expect(voiceFor([far, near], "zh-CN")).toBe(near);
});

it("prefers the very language, and does with its relative", () => {
  const [hongKong, taiwan, mainland] = [voice("zh-HK"), voice("zh-TW"), voice("zh-CN")];
  expect(voiceFor([hongKong, mainland], "zh-CN")).toBe(mainland);
  expect(voiceFor([taiwan], "zh-CN")).toBe(taiwan);
  expect(voiceFor([voice("en-GB")], "zh-CN")).toBeUndefined();
});
