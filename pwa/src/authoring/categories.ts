/** Asks for the categories that courses have. */
import type { components } from "../core/api.d.ts";
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";

export const listCategories = () =>
  answer<Page<components["schemas"]["Category"]>>(client.GET("/api/categories", { params: { query: { limit: 100 } } }));
