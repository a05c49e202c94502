/** Asks the server about hours: a year of mine, the shortest way to its target, and the city's rules and targets. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { HourRule, HourTarget, RoleTarget, Way, Year } from "./shapes.ts";

export const getMyYear = (year: number) => answer<Year>(client.GET("/api/me/hours", { params: { query: { year } } }));

export const getWay = () => answer<Way>(client.GET("/api/me/way-to-target"));

export const listRules = () => answer<Page<HourRule>>(client.GET("/api/hours/rules"));

export const addRule = (body: HourRule) => answer<HourRule>(client.POST("/api/hours/rules", { body }));

export const listTargets = () => answer<Page<HourTarget>>(client.GET("/api/hours/targets"));

export const putTargets = (body: { year: number; targets: RoleTarget[] }) =>
  answer(client.PUT("/api/hours/targets", { body }));
