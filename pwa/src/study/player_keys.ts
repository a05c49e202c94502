/** Which key does what while the player has the focus. The keys are those of the players people know. */

export type PlayerDeed = "toggle" | "back" | "forward" | "slower" | "faster" | "captions" | "note";

const KEYS: Record<string, PlayerDeed> = {
  k: "toggle",
  j: "back",
  l: "forward",
  "<": "slower",
  ">": "faster",
  c: "captions",
  n: "note",
};

/** Keys with a meaning of their own (in a field, or with Ctrl) are left alone. */
export function deedOfKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target">,
): PlayerDeed | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const { tagName = "" } = (event.target ?? {}) as Partial<HTMLElement>;
  return ["INPUT", "TEXTAREA", "SELECT"].includes(tagName) ? null : (KEYS[event.key.toLowerCase()] ?? null);
}
