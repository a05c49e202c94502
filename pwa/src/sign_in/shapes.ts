/** The shapes of codes, and of signing in by them. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Code = Shapes["Code"];
export type Purpose = Code["purpose"];
export type Ticket = Shapes["Ticket"];
export type SignInReceipt = Shapes["SignIn"];
/** The keys of a meeting's codes for the next hours, for a screen without a network. */
export type Lease = Shapes["Lease"];
export type LeaseTaken = Shapes["LeaseTaken"];
export type ReplyKey = Shapes["ReplyKey"];

/** What proves that one stood before the code: the code itself, the ticket it was exchanged for, or its six digits. */
export type Proof = { code: string } | { ticket: string } | { meeting_id: number; digits: string; purpose: Purpose };

/** What a phone says beside it: its device key's signature, and how long the scan had to wait. */
export type Evidence = Pick<Shapes["SignInRequest"], "signature" | "public_key" | "waited_ms">;
