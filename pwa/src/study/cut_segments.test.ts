import { expect, it } from "vitest";
import { createCutter, type Cut, type Moment } from "./cut_segments.ts";

const SERVER = 1_800_000_000_000;

/** A player and its clocks; `play(seconds)` lets a second pass at a time, like the page does. */
function player({ reading = false, end = Infinity, from = 0 } = {}) {
  let ids = 0;
  const cutter = createCutter({ newId: () => `segment-${++ids}`, from, end });
  const state = { at: 1_000, server: SERVER, anchor: "anchor-1", position: from, rate: 1 };
  const stored = new Map<string, Cut>();
  const moment = (): Moment => ({ ...state, position: reading ? null : state.position });
  function step(running = true): Cut[] {
    const cuts = cutter.step(moment(), running);
    for (const cut of cuts) stored.set(cut.draft.id, cut);
    return cuts;
  }
  function pass(ms: number, moved = (ms / 1000) * state.rate): void {
    [state.at, state.server, state.position] = [state.at + ms, state.server + ms, state.position + moved];
  }
  function play(seconds: number): void {
    step();
    for (let n = 0; n < seconds; n++) {
      pass(1000);
      step();
    }
  }
  const drafts = () => [...stored.values()].map(({ draft }) => draft);
  const seconds = () => drafts().reduce((sum, { started_ms, ended_ms }) => sum + ended_ms - started_ms, 0) / 1000;
  return { cutter, state, stored, step, pass, play, drafts, seconds };
}

it("grows with every second and is open until it closes", () => {
  const { play, step, pass, stored } = player();
  play(3);
  expect([...stored.values()]).toMatchObject([
    { state: "open", draft: { started_ms: SERVER, ended_ms: SERVER + 3000 } },
  ]);
  pass(400);
  step(false);
  expect([...stored.values()]).toMatchObject([{ state: "saved", draft: { media_from: 0, media_to: 3.4 } }]);
});

it("is first only once, so that a closed one is never opened again", () => {
  const { step, pass } = player();
  step();
  pass(1000);
  expect(step()).toMatchObject([{ first: true }]);
  pass(1000);
  expect(step()).toMatchObject([{ first: false }]);
});

it("cuts before a minute is full and goes on without a gap or an overlap", () => {
  const { play, drafts, seconds } = player();
  play(200);
  expect(Math.max(...drafts().map(({ started_ms, ended_ms }) => ended_ms - started_ms))).toBeLessThanOrEqual(60_000);
  expect(seconds()).toBe(200);
  for (const [n, later] of drafts().slice(1).entries()) expect(later.started_ms).toBe(drafts()[n]!.ended_ms);
});

it("stays within a minute when the last look before the cut comes late", () => {
  const { play, pass, step, drafts } = player();
  play(54);
  pass(5000);
  step();
  expect(drafts().map(({ started_ms, ended_ms }) => ended_ms - started_ms)).toEqual([59_000]);
});

it("starts each segment with the anchor held then, never before that anchor's moment", () => {
  const { play, state, drafts } = player();
  play(54);
  state.anchor = "anchor-2";
  state.server += 3; // the newer answer was faster
  play(20);
  expect(drafts().map(({ anchor }) => anchor)).toEqual(["anchor-1", "anchor-2"]);
  expect(drafts()[1]!.started_ms).toBeGreaterThanOrEqual(drafts()[0]!.ended_ms);
});

it("does not overlap itself when a newer anchor sets the server's time back a little", () => {
  const { play, state, drafts } = player();
  play(54);
  state.server -= 40;
  play(20);
  expect(drafts()[1]!.started_ms).toBe(drafts()[0]!.ended_ms);
});

it("believes the server when it sets the time back by much", () => {
  const { play, state, drafts } = player();
  play(55);
  state.server -= 3_600_000;
  play(60);
  expect(drafts().at(-1)!.started_ms).toBeLessThan(SERVER);
});

it("closes at the last look when the player jumps, and goes on from the new place", () => {
  const { play, pass, step, drafts } = player();
  play(5);
  pass(300, 200);
  step();
  pass(1000);
  step();
  expect(drafts()).toMatchObject([
    { media_from: 0, media_to: 5 },
    { media_from: 205, media_to: 206 },
  ]);
});

it("closes when the player is dragged back", () => {
  const { play, pass, step, drafts } = player();
  play(10);
  pass(500, -8);
  step();
  pass(1000);
  step();
  expect(drafts()).toMatchObject([
    { media_from: 0, media_to: 10 },
    { media_from: 2, media_to: 3 },
  ]);
});

it("closes at the old speed when the speed changes", () => {
  const { play, pass, step, state, drafts } = player();
  play(4);
  pass(500);
  state.rate = 2;
  play(4);
  step(false);
  expect(drafts()).toMatchObject([
    { rate: 1, media_from: 0, media_to: 4.5 },
    { rate: 2, media_from: 4.5, media_to: 12.5 },
  ]);
});

it("counts only what played when the network stalls", () => {
  const { play, pass, step, seconds } = player();
  play(10);
  pass(4000, 0.5);
  step();
  pass(1000);
  step();
  expect(seconds()).toBe(11.5);
});

it("does not take the uneven reports of a player for jumps", () => {
  const { step, pass, drafts } = player();
  step();
  for (const moved of [0.8, 1.25, 0.9, 1.1, 0.95]) {
    pass(1000, moved);
    step();
  }
  expect(drafts()).toHaveLength(1);
});

it("does not count sleep", () => {
  const { play, pass, seconds, drafts } = player({ reading: true });
  play(10);
  pass(3_600_000);
  play(10);
  expect(seconds()).toBe(20);
  expect(drafts().at(-1)!.media_to).toBe(20);
});

it("reads on from where it was, and stops at the nominal length", () => {
  const { play, seconds, cutter, drafts } = player({ reading: true, from: 100, end: 130 });
  play(60);
  expect(seconds()).toBe(30);
  expect(cutter.position()).toBe(130);
  expect(drafts()[0]).toMatchObject({ media_from: 100, media_to: 130 });
});

it("keeps nothing of a moment that had no length", () => {
  const { step, stored } = player();
  step();
  step(false);
  expect(stored.size).toBe(0);
});

it("says by the clock that nobody can set how long it took, and never less than it claims", () => {
  const { play, state, step, drafts } = player();
  play(3);
  state.server += 48 * 3_600_000;
  play(2);
  step(false);
  const { started_ms, ended_ms, monotonic_from_ms, monotonic_to_ms } = drafts()[0]!;
  expect([monotonic_from_ms, monotonic_to_ms]).toEqual([1_000, 6_000]);
  expect(ended_ms - started_ms).toBe(monotonic_to_ms - monotonic_from_ms);
});
