import { expect, it } from "vitest";
import type { LessonKind } from "../courses/shapes.ts";
import { openAt, resumeAt } from "./resume.ts";

const lesson = (kind: LessonKind, position_seconds: number, completed_at: string | null = null) => ({
  kind,
  nominal_seconds: 600,
  progress: { position_seconds, covered_seconds: position_seconds, counted_seconds: 0, completed_at },
});

it("goes on where any device was", () => {
  expect(resumeAt(lesson("video", 120))).toBe(120);
});

it("goes on where this phone was, if that has not been delivered yet", () => {
  expect(resumeAt(lesson("video", 120), 300)).toBe(300);
  expect(resumeAt(lesson("text", 120), 300)).toBe(300);
});

it("starts a film over that was seen to its end", () => {
  expect(resumeAt(lesson("audio", 598, "2026-11-23T13:00:00Z"))).toBe(0);
});

it("leaves a completed text at its end, but reads an unfinished one again", () => {
  expect(resumeAt(lesson("text", 600, "2026-11-23T13:00:00Z"))).toBe(600);
  expect(resumeAt(lesson("pdf", 600))).toBe(0);
});

const last = (position_seconds: number | null, part: number | null = null) => ({ position_seconds, part });

it("opens a film where one was last, also before what was seen already", () => {
  expect(openAt(lesson("video", 300), last(120), 300)).toEqual({ position_seconds: 120, part: null });
  expect(openAt(lesson("video", 300), last(0))).toEqual({ position_seconds: 0, part: null });
});

it("opens it at the furthest place where nobody kept the last one, and at its start when it was over", () => {
  expect(openAt(lesson("audio", 300), null, 310)).toEqual({ position_seconds: 310, part: null });
  expect(openAt(lesson("audio", 300), last(598))).toEqual({ position_seconds: 0, part: null });
});

it("opens a text and a PDF where one read last", () => {
  expect(openAt(lesson("text", 300), last(null, 4))).toEqual({ position_seconds: null, part: 4 });
  expect(openAt(lesson("pdf", 300), null)).toEqual({ position_seconds: null, part: 1 });
});
