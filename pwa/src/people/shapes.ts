/** The shapes of members, their roles, and what an import found. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Member = Shapes["Member"];
export type Role = Shapes["Role"];
export type RoleKind = Role["kind"];
export type RoleGrant = Shapes["RoleGrant"];
export type FirstPassword = Shapes["FirstPassword"];
export type ImportOutcome = Shapes["ImportOutcome"];
export type BadCell = Shapes["BadCell"];
