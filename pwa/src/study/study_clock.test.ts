import { expect, it } from "vitest";
import { createStudyClock, READING_PATIENCE_MS, WATCHING_PATIENCE_MS, type Signs } from "./study_clock.ts";

const SEEN: Signs = { visible: true, playing: true, position: null, rate: 1 };

/** A member with a lesson before them; `wait` lets seconds pass and answers how the clock ended. */
function lesson({ reading = true, nominalSeconds = 36_000, from = 0, anchor = "anchor" as string | null } = {}) {
  const now = { at: 0, ids: 0 };
  const lengths = new Map<string, number>();
  const times = {
    monotonic: () => now.at,
    serverNow: () => 1_800_000_000_000 + now.at,
    anchorText: () => anchor,
    newId: () => String(++now.ids),
  };
  const clock = createStudyClock({ reading, nominalSeconds, from }, times);
  function beat(signs: Partial<Signs> = {}) {
    const position = reading ? null : now.at / 1000;
    const seen = clock.beat({ ...SEEN, position, ...signs });
    for (const { draft } of seen.cuts) lengths.set(draft.id, draft.ended_ms - draft.started_ms);
    return seen;
  }
  function wait(seconds: number, signs: Partial<Signs> = {}) {
    for (let n = 0; n < seconds; n++) {
      now.at += 1000;
      beat(signs);
    }
    return beat(signs).resting;
  }
  const seconds = () => [...lengths.values()].reduce((sum, ms) => sum + ms, 0) / 1000;
  beat();
  return { clock, beat, wait, seconds };
}

it("runs while a text is seen", () => {
  const { wait, seconds } = lesson();
  expect(wait(90)).toBeNull();
  expect(seconds()).toBe(90);
});

it("has every second of it to be written", () => {
  const { wait, seconds } = lesson();
  for (let n = 1; n <= 30; n++) {
    wait(1);
    expect(seconds()).toBe(n);
  }
});

it("rests while the page is hidden, and goes on when it is seen again", () => {
  const { beat, wait, seconds } = lesson();
  wait(10);
  beat({ visible: false });
  expect(wait(100, { visible: false })).toBe("hidden");
  expect(beat().resting).toBeNull();
  wait(10);
  expect(seconds()).toBe(20);
});

it("rests while the film is paused", () => {
  const { beat, wait, seconds } = lesson({ reading: false });
  wait(10);
  beat({ playing: false });
  expect(wait(50, { playing: false })).toBe("paused");
  expect(seconds()).toBe(10);
});

it("stops reading after five minutes without a touch, and goes on with the next", () => {
  const { clock, beat, wait, seconds } = lesson();
  expect(wait(600)).toBe("away");
  expect(seconds()).toBe(READING_PATIENCE_MS / 1000);
  clock.touch();
  beat();
  expect(wait(10)).toBeNull();
  expect(seconds()).toBe(READING_PATIENCE_MS / 1000 + 10);
});

it("lets who listens to a text sit still like who watches, but only as long as it is read aloud", () => {
  const { wait, seconds } = lesson();
  expect(wait(10 * 60, { listening: true })).toBeNull();
  expect(wait(5)).toBe("away");
  expect(seconds()).toBe(10 * 60 + 1); // until the next look nobody knows that the voice has ended
  const other = lesson();
  expect(other.wait(30 * 60, { listening: true })).toBe("away");
  expect(other.seconds()).toBe(WATCHING_PATIENCE_MS / 1000);
});

it("asks who watches after twenty-five minutes, and takes nothing away", () => {
  const { clock, wait, seconds } = lesson({ reading: false });
  expect(wait(24 * 60)).toBeNull();
  expect(wait(120)).toBe("away");
  expect(seconds()).toBe(WATCHING_PATIENCE_MS / 1000);
  clock.touch();
  expect(wait(60)).toBeNull();
});

it("counts reading at most for the text's nominal time", () => {
  const { clock, wait, seconds } = lesson({ nominalSeconds: 120, from: 30 });
  clock.touch();
  expect(wait(200)).toBe("all_read");
  expect(seconds()).toBe(90);
});

it("does not run on a text that is read to the end", () => {
  const { wait, seconds } = lesson({ nominalSeconds: 120, from: 120 });
  expect(wait(10)).toBe("all_read");
  expect(seconds()).toBe(0);
});

it("does not run before the server's time is known", () => {
  const { wait, seconds } = lesson({ anchor: null });
  expect(wait(10)).toBe("no_anchor");
  expect(seconds()).toBe(0);
});
