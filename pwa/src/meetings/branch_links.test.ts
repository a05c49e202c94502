import { expect, it } from "vitest";
import type { Me } from "../core/shapes.ts";
import { linksForWork, linksToReports } from "./branch_links.ts";

const SEES = ["plan_meetings", "view_members", "view_reports"];
const BRANCH = { id: 7, name: "第一支部", full_name: "" };
const role = (kind: string, id: number) => ({ kind, organisation: { id, name: "" } });
const person = (can: string[], ...roles: object[]) => ({ branch: BRANCH, can, roles }) as unknown as Me;
const words = (me: Me) => [...linksForWork(me), ...linksToReports(me)].map(({ word }) => word);

it("leads a member to no work", () => {
  expect(words(person([]))).toEqual([]);
});

it("leads a secretary to the one branch, without a tree to walk", () => {
  const secretary = words(person(SEES, role("secretary", 7)));
  expect(secretary).toEqual([
    "plan",
    "people",
    "cards",
    "learners",
    "assignments",
    "menu",
    "outside",
    "disputes",
    "manual",
    "handover",
    "reports",
    "corrections",
    "closings",
  ]);
});

it("leads whoever looks after several to all of them, and the city's to the rules", () => {
  const district = words(person([...SEES, "import_members"], role("admin", 2)));
  expect(district).toEqual(expect.arrayContaining(["all_meetings", "organisations", "import"]));
  expect(district).not.toContain("handover");
  expect(district).not.toContain("rules");
  expect(words(person(SEES, role("city_admin", 1)))).toContain("rules");
});
