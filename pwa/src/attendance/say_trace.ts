/** Says in plain words who looked at my attendance or changed it. */
import { i18n } from "../core/i18n.ts";
import type { Trace } from "./shapes.ts";

/** 看了签到名单 · 替你登记了签到 */
export function sayDeed({ kind, word }: Pick<Trace, "kind" | "word">): string {
  const { t, te } = i18n.global;
  const key = `attendance.${kind}_${word}`;
  return t(te(key) ? key : `attendance.${kind}_other`);
}

const NAMED = 3;

/** 读书分享、急救演练、健康讲座等 11 次会议 */
export function sayAbout(titles: string[]): string {
  const { t } = i18n.global;
  const named = titles.slice(0, NAMED).join(t("attendance.and"));
  return titles.length > NAMED ? t("attendance.and_more", { named, n: titles.length }) : named;
}

/** 李秀兰（青枫里支部 支部书记）; the system where it was nobody. */
export function sayWho({ name, roles }: Pick<Trace, "name" | "roles">): string {
  const { t } = i18n.global;
  if (!name) return t("attendance.by_system");
  const said = roles.map(({ kind, organisation }) =>
    kind === "helper" ? t("attendance.helper") : `${organisation} ${t(`members.role_${kind}`)}`,
  );
  return said.length ? t("attendance.who", { name, roles: said.join(t("attendance.and")) }) : name;
}
