/** Says the shortest way to the target in one sentence. */
import { hours, hoursLeft } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import type { Way } from "./shapes.ts";

type Told = Pick<
  Way,
  "gap_seconds" | "counted_seconds" | "target_seconds" | "closes" | "lesson_count" | "left_seconds"
>;

/** 还差 2.5 小时：学完这 3 课（约 2.6 小时）就够了。 */
export function sayWay(way: Told): string {
  const { t } = i18n.global;
  if (!way.gap_seconds) return t("hours.way_reached");
  const gap = hoursLeft(way.counted_seconds, way.target_seconds);
  if (!way.lesson_count) return t("hours.way_nothing", { gap });
  const told = { gap, n: way.lesson_count, hours: hours(way.left_seconds) };
  return t(way.closes ? (way.lesson_count === 1 ? "hours.way_one" : "hours.way_closes") : "hours.way_part", told);
}
