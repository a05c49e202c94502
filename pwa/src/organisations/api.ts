/** Asks the server about the organisation tree, one level at a time. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { Organisation, OrganisationDetail, RankingShown } from "./shapes.ts";

/** The children of `parent`; without it, the tops of what I can see. */
export const listOrganisations = (query: { parent?: number; after?: string; limit?: number }) =>
  answer<Page<Organisation>>(client.GET("/api/organisations", { params: { query } }));

export const getOrganisation = (organisation_id: number) =>
  answer<OrganisationDetail>(
    client.GET("/api/organisations/{organisation_id}", { params: { path: { organisation_id } } }),
  );

export const changeOrganisation = (
  organisation_id: number,
  body: { ranking_shown?: RankingShown; names_hidden?: boolean },
) =>
  answer<OrganisationDetail>(
    client.PATCH("/api/organisations/{organisation_id}", { params: { path: { organisation_id } }, body }),
  );
