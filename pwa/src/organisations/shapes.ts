/** The shapes of the organisation tree. */
import type { components } from "../core/api.d.ts";

export type Organisation = components["schemas"]["Organisation"];
export type OrganisationDetail = components["schemas"]["OrganisationDetail"];
export type RankingShown = OrganisationDetail["ranking_shown"];

export const RANKING_SHOWN: RankingShown[] = ["full", "neighbours", "off"];
