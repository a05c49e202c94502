/** Lengths as authors type them: minutes, with a decimal. */

/** `2.5` → 150; null for what is no length. */
export function secondsOf(typed: string): number | null {
  const minutes = Number(typed.trim().replace(",", "."));
  return typed.trim() && Number.isFinite(minutes) && minutes > 0 ? Math.max(1, Math.round(minutes * 60)) : null;
}

/** 150 → `2.5`, 71 → `1.18`: typed back, it is the same number of seconds. */
export function minutesOf(seconds: number): string {
  return String(Math.round((seconds / 60) * 100) / 100);
}
