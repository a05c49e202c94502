/** A segment for tests, a minute of the first lesson, with what the test is about changed. */
import type { StoredSegment } from "../core/db.ts";

export const NOW = 1_800_000_000_000;
export const WANG = 7;

export const segment = (id: string, changes: Partial<StoredSegment> = {}): StoredSegment => ({
  id,
  member_id: WANG,
  state: "saved",
  lesson_id: 3,
  lesson_title: "第一课",
  lesson_version: 1,
  device: "phone",
  started_ms: NOW - 120_000,
  ended_ms: NOW - 60_000,
  media_from: 0,
  media_to: 60,
  rate: 1,
  anchor: "anchor",
  ...changes,
});
