/** What can become of a scan, and the one that was settled last. */
import { shallowRef } from "vue";
import type { StoredScan } from "../core/db.ts";
import type { Problem } from "../core/problems.ts";
import type { SignInReceipt } from "./shapes.ts";

export type Delivery =
  | { state: "delivered"; receipt: SignInReceipt }
  /** The server has it, and it counts once the secretary has confirmed it. */
  | { state: "to_confirm"; receipt: SignInReceipt }
  | { state: "refused"; problem: Problem; late: boolean }
  /** Not delivered yet, and kept on this phone. */
  | { state: "waiting"; typed: boolean }
  /** The code is safe as a ticket; now somebody has to sign in to the app. */
  | { state: "sign_in_first"; title?: string };

export interface Settled {
  scan: StoredScan;
  delivery: Delivery;
}

/** The last scan that was settled, by whoever sent it. */
export const settled = shallowRef<Settled | null>(null);
