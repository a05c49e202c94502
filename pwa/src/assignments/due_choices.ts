/** Days that people mostly choose to have something finished by. */

export interface DueChoice {
  word: "one_week" | "two_weeks" | "month_end" | "next_month_end";
  day: string;
}

/** `today` as `2026-11-23`. The end of this month is offered while it is more than a week away. */
export function dueChoices(today: string): DueChoice[] {
  const monthEnd = endOfMonth(today, 0);
  return [
    { word: "one_week", day: addDays(today, 7) },
    { word: "two_weeks", day: addDays(today, 14) },
    ...(monthEnd > addDays(today, 7) ? [{ word: "month_end" as const, day: monthEnd }] : []),
    { word: "next_month_end", day: endOfMonth(today, 1) },
  ];
}

function addDays(day: string, days: number): string {
  return iso(Date.parse(day) + days * 86_400_000);
}

function endOfMonth(day: string, later: number): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return iso(Date.UTC(year, month + later, 0));
}

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
