/** Searches the kept catalogue while one types: characters, pinyin and initials, as the server does. */
import type { Catalogue, CatalogueCourse, Standing } from "./shapes.ts";

export const SHOWS = ["all", "required", "recommended", "new", "assigned", "started", "menu"] as const;
export type Show = (typeof SHOWS)[number];

export interface Asked {
  words: string;
  category: number | null;
  show: Show;
}

/** A course with how far I am in it. */
export interface Entry extends CatalogueCourse {
  category: string;
  is_new: boolean;
  begun_lessons: number;
  completed_lessons: number;
  finished: boolean;
  due_on: string | null;
}

const NEW_FOR_DAYS = 30;
const UNTOUCHED = { begun_lessons: 0, completed_lessons: 0, finished: false, due_on: null };

/** `today` as `2026-11-23`: what was published within the last 30 days is new. */
export function entriesOf(catalogue: Catalogue, standings: Standing[], today: string): Entry[] {
  const categories = new Map(catalogue.categories.map(({ id, name }) => [id, name]));
  const mine = new Map(standings.map((standing) => [standing.course_id, standing]));
  const since = Date.parse(today) - NEW_FOR_DAYS * 86_400_000;
  return catalogue.courses.map((course) => ({
    ...course,
    ...(mine.get(course.id) ?? UNTOUCHED),
    category: categories.get(course.category_id) ?? "",
    is_new: Date.parse(course.published_at ?? "") >= since,
  }));
}

/** In the catalogue's order; with words, those first whose title begins with them. */
export function findCourses(entries: Entry[], { words, category, show }: Asked): Entry[] {
  const shown = entries.filter((entry) => (!category || entry.category_id === category) && isShown(entry, show));
  const term = termOf(words);
  if (!term) return shown;
  const ranked = shown.map((entry) => ({ entry, rank: rankOf(entry, term) })).filter(({ rank }) => rank < NOT_FOUND);
  return ranked.sort((one, other) => one.rank - other.rank).map(({ entry }) => entry);
}

/** Which ways to look would show anything at all. */
export function showsWithCourses(entries: Entry[]): Show[] {
  return SHOWS.filter((show) => show === "all" || entries.some((entry) => isShown(entry, show)));
}

export function isShown(entry: Entry, show: Show): boolean {
  const flags: Record<Show, boolean> = {
    all: true,
    required: entry.required,
    recommended: entry.recommended,
    new: entry.is_new,
    assigned: entry.due_on !== null,
    started: entry.begun_lessons > 0 && !entry.finished,
    menu: entry.on_menu,
  };
  return flags[show];
}

/** Pinyin is often typed with spaces. */
export function termOf(words: string): string {
  const lower = words.trim().toLowerCase();
  return /^[\p{ASCII}]*$/u.test(lower) ? lower.replaceAll(" ", "") : lower;
}

const NOT_FOUND = 4;

function rankOf({ title, pinyin, initials }: Entry, term: string): number {
  const at = title.toLowerCase().indexOf(term);
  if (at === 0) return 0;
  if (pinyin.startsWith(term) || initials.startsWith(term)) return 1;
  if (at > 0) return 2;
  return pinyin.includes(term) || initials.includes(term) ? 3 : NOT_FOUND;
}
