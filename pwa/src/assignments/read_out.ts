/** Who lags as one text to be read out in a meeting or sent on: names, and how many lessons each has left. */
import { i18n } from "../core/i18n.ts";
import type { Laggard, LaggardsPage } from "./shapes.ts";

type Head = Pick<LaggardsPage, "assignment" | "needed_lessons" | "member_count" | "finished_count">;

/** Those with equally much left are named together, most behind first. */
export function readOut(head: Head, laggards: Laggard[], due: string): string {
  const { t } = i18n.global;
  const { finished_count: finished, member_count: of } = head;
  const first = t("assignments.read_head", { title: head.assignment.course.title, due, finished, of });
  const groups = new Map<number, string[]>();
  for (const { name, lessons_done } of laggards) {
    const left = head.needed_lessons - lessons_done;
    groups.set(left, [...(groups.get(left) ?? []), name]);
  }
  const lines = [...groups]
    .sort(([one], [other]) => other - one)
    .map(([n, names]) => t("assignments.read_line", { n, names: names.join(t("assignments.read_comma")) }));
  return [first, ...lines].join("\n");
}
