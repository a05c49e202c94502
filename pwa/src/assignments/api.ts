/** Asks and chooses for an organisation: the menu, what is hidden, what is assigned, who lags; and what is assigned to me. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { LaggardsPage, MenuCourse, MyAssignment, NewAssignment, SubtreeAssignment } from "./shapes.ts";

export type MenuPart = "menu" | "offered" | "hidden";

const at = (organisation_id: number) => ({ params: { path: { organisation_id } } });
const about = (organisation_id: number, course_id: number) => ({ params: { path: { organisation_id, course_id } } });

export const listMenu = (organisation_id: number, query: { show: MenuPart; q?: string; after?: string }) =>
  answer<Page<MenuCourse>>(
    client.GET("/api/organisations/{organisation_id}/menu", { params: { path: { organisation_id }, query } }),
  );

export const orderCourse = (organisation: number, course: number) =>
  answer<MenuCourse>(
    client.PUT("/api/organisations/{organisation_id}/course-orders/{course_id}", {
      ...about(organisation, course),
      body: {},
    }),
  );

export const cancelOrder = (organisation: number, course: number) =>
  answer<void>(
    client.DELETE("/api/organisations/{organisation_id}/course-orders/{course_id}", about(organisation, course)),
  );

export const hideCourse = (organisation: number, course: number) =>
  answer<MenuCourse>(
    client.PUT("/api/organisations/{organisation_id}/course-hidings/{course_id}", {
      ...about(organisation, course),
      body: {},
    }),
  );

export const showCourse = (organisation: number, course: number) =>
  answer<void>(
    client.DELETE("/api/organisations/{organisation_id}/course-hidings/{course_id}", about(organisation, course)),
  );

export const assignCourse = (organisation: number, body: NewAssignment) =>
  answer<SubtreeAssignment>(
    client.POST("/api/organisations/{organisation_id}/assignments", { ...at(organisation), body }),
  );

export const listAssignments = (organisation_id: number, after?: string) =>
  answer<Page<SubtreeAssignment>>(
    client.GET("/api/organisations/{organisation_id}/assignments", {
      params: { path: { organisation_id }, query: { after } },
    }),
  );

export const withdrawAssignment = (assignment_id: number) =>
  answer<void>(client.DELETE("/api/assignments/{assignment_id}", { params: { path: { assignment_id } } }));

export const listLaggards = (assignment_id: number, query: { organisation?: number; after?: string; limit?: number }) =>
  answer<LaggardsPage>(
    client.GET("/api/assignments/{assignment_id}/laggards", { params: { path: { assignment_id }, query } }),
  );

export const listMyAssignments = (show: "open" | "finished", after?: string) =>
  answer<Page<MyAssignment>>(client.GET("/api/me/assignments", { params: { query: { show, after } } }));
