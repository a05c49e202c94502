/** Says amounts and periods of the books in plain words, and where an entry's source lies. */
import type { RouteLocationRaw } from "vue-router";
import { number, sayDuration, sayMonth, signed } from "../core/format.ts";
import { currentLocale, i18n } from "../core/i18n.ts";
import { signedDuration } from "../members/signed_duration.ts";
import type { Book, EntryFacts } from "./shapes.ts";

/** +10 · −24 分钟: a booking with its sign. */
export const signedAmount = (book: string, amount: number): string =>
  book === "hours" ? signedDuration(amount) : signed(amount);

/** 1 小时 5 分钟 · 28 分: a sum. */
export function sayAmount(book: string, amount: number): string {
  if (book === "points") return i18n.global.t("ui.n_points", { n: number(amount) });
  return amount < 0 ? signedDuration(amount) : sayDuration(amount);
}

/** 2026年11月 · 2026年第4季度 · 2026年 · 累计, for `2026-11`, `2026-Q4`, `2026` and `all`. */
export function sayPeriod(period: string): string {
  const { t } = i18n.global;
  const [year, part] = period.split("-");
  if (period === "all") return t("ledger.period_all");
  if (!part) return t("ledger.period_year", { year });
  if (part.startsWith("Q")) return t("ledger.period_quarter", { year, n: part.slice(1) });
  const month = currentLocale() === "zh" ? Number(part) : sayMonth(period);
  return t("ledger.period_month", { year, month });
}

/** The periods a day lies in: its month, its quarter, its year, all time. */
export function periodsOf(day: string): string[] {
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  return [day.slice(0, 7), `${day.slice(0, 4)}-Q${quarter}`, day.slice(0, 4), "all"];
}

/** Where the thing is that earned it; `undefined` where it has no page. */
export function sourceOf({ source, book }: Pick<EntryFacts, "source" | "book">): RouteLocationRaw | undefined {
  const id = Number.parseInt(source.id, 10);
  const places: Record<string, string | undefined> = {
    lesson: `/lessons/${id}`,
    outside_study: `/outside/${id}`,
    manual: `/manual/${id}`,
    study_day: book === "hours" ? "/me/hours" : undefined,
  };
  return Number.isNaN(id) ? undefined : places[source.kind];
}

/** The address of the entries behind a figure; of one's own book without `member`. */
export function bookAt(query: { book: Book; period: string; rule?: string; day?: string }, member?: number) {
  return { path: member ? `/people/${member}/book` : "/me/book", query };
}
