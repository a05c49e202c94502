/** The shapes of disputes. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Dispute = Shapes["Dispute"];
export type NewDispute = Shapes["NewDispute"];
export type NewAnswer = Shapes["NewAnswer"];
export type MyDisputes = Shapes["PromisePage"];
export type DisputesBelow = Shapes["ToAnswerPage"];
export type Shown = "to_answer" | "open" | "answered";
