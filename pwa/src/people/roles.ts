/** Names roles, and knows which ones may be given to a member by whom. */
import { i18n } from "../core/i18n.ts";
import type { Named } from "../core/shapes.ts";
import type { Role, RoleKind } from "./shapes.ts";

/** 支部书记 · 第一支部 */
export function roleTitle({ kind, organisation }: Pick<Role, "kind" | "organisation">): string {
  return `${i18n.global.t(`members.role_${kind}`)} ${organisation.name}`;
}

/**
 * The organisations a role may reach over: the member's branch and those above it, as far up as I administer.
 * `way` leads from the top down to the branch.
 */
export function placesFor(kind: RoleKind, way: Named[], mine: Role[]): Named[] {
  const administered = mine.filter((role) => role.kind !== "secretary").map(({ organisation }) => organisation.id);
  const first = way.findIndex(({ id }) => administered.includes(id));
  const within = first < 0 ? [] : way.slice(first);
  const [top, branch] = [way[0], way.at(-1)];
  if (kind === "city_admin") return within.filter((place) => place === top);
  if (kind === "secretary") return [...within].reverse();
  return within.filter((place) => place !== top && place !== branch).reverse();
}

export const KINDS_GIVEN: RoleKind[] = ["secretary", "admin", "city_admin"];

/** The kinds for which there is anything to choose. */
export function kindsFor(way: Named[], mine: Role[]): RoleKind[] {
  return KINDS_GIVEN.filter((kind) => placesFor(kind, way, mine).length > 0);
}
