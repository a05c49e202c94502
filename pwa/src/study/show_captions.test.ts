import { expect, it } from "vitest";
import { chosenTrack, setTracks, wordsOf } from "./show_captions.ts";

const tracks = () =>
  [
    { language: "zh", mode: "disabled" },
    { language: "en", mode: "showing" },
  ] as { language: string; mode: TextTrackMode }[];

it("shows the chosen language alone", () => {
  const all = tracks();
  setTracks(all, "zh", "showing");
  expect(all.map(({ mode }) => mode)).toEqual(["showing", "disabled"]);
  setTracks(all, "off", "showing");
  expect(all.map(({ mode }) => mode)).toEqual(["disabled", "disabled"]);
});

it("reads those of a sound without having the browser draw them", () => {
  const all = tracks();
  setTracks(all, "zh", "hidden");
  expect(all.map(({ mode }) => mode)).toEqual(["hidden", "disabled"]);
});

it("sees what the browser's own menu chose", () => {
  expect(chosenTrack(tracks(), "showing")).toBe("en");
  expect(chosenTrack([], "showing")).toBeNull();
});

it("says all that is said at the moment, and nothing where there is silence", () => {
  expect(wordsOf([{ text: "一" }, { text: "二" }] as unknown as TextTrackCue[])).toBe("一\n二");
  expect(wordsOf(null)).toBe("");
});
