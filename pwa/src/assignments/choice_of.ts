/** Decides the one thing that an organisation can do about a course, or says why there is none. */
import type { MenuPart } from "./api.ts";
import type { MenuCourse } from "./shapes.ts";

export type Choice =
  | "order"
  | "cancel"
  | "hide"
  | "show"
  // Nothing to do; the word says why.
  | "ordered_above"
  | "is_required"
  | "is_assigned"
  | "shown";

export const DEEDS: Choice[] = ["order", "cancel", "hide", "show"];

type Facts = Pick<MenuCourse, "ordered" | "ordered_above" | "hidden" | "required" | "assigned" | "on_menu">;

export function choiceOf(course: Facts, part: MenuPart): Choice {
  if (part === "hidden") return course.hidden ? "show" : "shown";
  if (part === "menu") return course.ordered ? "cancel" : course.ordered_above ? "ordered_above" : "order";
  if (course.hidden) return "show";
  if (course.required) return "is_required";
  return course.assigned ? "is_assigned" : "hide";
}
