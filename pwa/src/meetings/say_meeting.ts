/** What a meeting is called in a list: its title, and its theme where the title does not tell it. */
import type { Meeting } from "./shapes.ts";

export function sayMeeting({ title, theme }: Pick<Meeting, "title" | "theme">): string {
  return !theme || title.includes(theme) ? title : `${title} · ${theme}`;
}
