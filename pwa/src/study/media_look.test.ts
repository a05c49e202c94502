import { expect, it } from "vitest";
import { lookAt } from "./media_look.ts";

const playing = {
  paused: false,
  ended: false,
  seeking: false,
  readyState: 4,
  currentTime: 12.5,
  playbackRate: 1.5,
  error: null,
};

it("tells where a playing medium is and how fast it plays", () => {
  expect(lookAt(playing)).toEqual({ playing: true, position: 12.5, rate: 1.5 });
});

it.each([{ paused: true }, { ended: true }, { seeking: true }, { readyState: 2 }, { error: {} as MediaError }])(
  "does not play when %o",
  (changes) => {
    expect(lookAt({ ...playing, ...changes }).playing).toBe(false);
  },
);

it.each([0.1, 4])("does not count %d times the speed", (playbackRate) => {
  expect(lookAt({ ...playing, playbackRate }).playing).toBe(false);
});
