/** The shapes of certificates. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Certificate = Shapes["Certificate"];
/** What anybody with the code sees. */
export type Verified = Shapes["Verified"];
export type Possible = Shapes["CanIssue"];
