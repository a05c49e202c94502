/** Chooses what to take along for the next month out of what there is to be studied. */
import type { LessonToTake } from "./api.ts";

/** Required courses have no day: as much of them as somebody studies in a month, a quarter of a year's usual hours. */
const REQUIRED_SECONDS = 8 * 3600;

/** All that is assigned or begun; of what is only required, the first hours. The list comes in the order of its urgency. */
export function chooseMonth<T extends Pick<LessonToTake, "why" | "nominal_seconds">>(lessons: T[]): T[] {
  let seconds = 0;
  return lessons.filter(({ why, nominal_seconds }) => {
    if (why === "required") seconds += nominal_seconds;
    return why !== "required" || seconds <= REQUIRED_SECONDS;
  });
}

/** `2026-12-31` of any day in November 2026. */
export function endOfNextMonth(day: string): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10);
}
