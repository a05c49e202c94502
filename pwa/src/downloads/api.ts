/** Asks what there is to be studied next. */
import type { components } from "../core/api.d.ts";
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";

export type LessonToTake = components["schemas"]["LessonToTake"];

/** The most urgent hundred: nobody studies more in a month. `until` is a day. */
export const listLessonsToTake = (until: string) =>
  answer<Page<LessonToTake>>(client.GET("/api/me/lessons-to-take", { params: { query: { until, limit: 100 } } }));
