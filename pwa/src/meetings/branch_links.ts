/** Where the branch page leads: what every member may read, and the work of those who look after something. */
import type { Me } from "../core/shapes.ts";

export interface Link {
  word: string;
  to: string;
  icon: string;
}

export const linksForAll = (me: Me): Link[] => [
  { word: "year_plan", to: "/plans", icon: "notes-o" },
  { word: "past_meetings", to: "/meetings?when=past", icon: "clock-o" },
  { word: "ranking", to: `/ranking?organisation=${me.branch.id}`, icon: "medal-o" },
];

export function linksForWork(me: Me): Link[] {
  const can = (deed: string) => me.can.includes(deed);
  const holds = me.roles.map(({ organisation }) => organisation.id);
  const looksAfterOthers = holds.some((id) => id !== me.branch.id);
  return those([
    [can("plan_meetings"), "plan", "/meetings/new", "calendar-o"],
    [looksAfterOthers, "all_meetings", "/meetings", "label-o"],
    [can("view_members"), "people", "/people", "friends-o"],
    [looksAfterOthers, "organisations", "/organisations", "cluster-o"],
    [can("import_members"), "import", "/people/import", "upgrade"],
    [can("view_members"), "cards", "/cards", "idcard"],
    [can("view_members") && holds.length > 0, "learners", `/organisations/${holds[0]}/learners`, "bar-chart-o"],
    [holds.includes(me.branch.id), "assignments", `/organisations/${me.branch.id}/assignments`, "todo-list-o"],
    [holds.includes(me.branch.id), "menu", `/organisations/${me.branch.id}/menu`, "shopping-cart-o"],
    [holds.length > 0, "outside", `/organisations/${holds[0]}/outside`, "passed"],
    [holds.length > 0, "disputes", "/disputes/waiting", "question-o"],
    [holds.length > 0, "manual", "/manual", "balance-list-o"],
    [holds.includes(me.branch.id), "handover", `/organisations/${me.branch.id}/handover`, "exchange"],
  ]);
}

export function linksToReports(me: Me): Link[] {
  const can = (deed: string) => me.can.includes(deed);
  const isOfTheCity = me.roles.some(({ kind }) => kind === "city_admin");
  return those([
    [can("view_reports"), "reports", "/reports", "chart-trending-o"],
    [can("view_members"), "corrections", "/corrections", "records-o"],
    [isOfTheCity, "rules", "/attendance-rules", "underway-o"],
    [isOfTheCity, "hour_rules", "/hours/rules", "balance-list-o"],
    [isOfTheCity, "points_rules", "/points/rules", "star-o"],
    [can("view_reports"), "closings", "/closings", "completed"],
  ]);
}

type Shown = [shown: boolean, word: string, to: string, icon: string];

const those = (all: Shown[]): Link[] =>
  all.filter(([shown]) => shown).map(([, word, to, icon]) => ({ word, to, icon }));
