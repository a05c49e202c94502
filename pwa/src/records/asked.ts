/** A correction somebody is about to make. */
import type { NewCorrection } from "./shapes.ts";

export interface Asked {
  kind: "add" | "remove" | "approve";
  /** The member's id, or that of the claim to approve. */
  id: number;
  name: string;
}

export function toCorrection({ kind, id }: Asked, reason: string): NewCorrection {
  return kind === "approve" ? { kind, sign_in_id: id, reason } : { kind, member_id: id, reason };
}
