/** What a scan says to the server: what was seen, by which browser, and how long ago. */
import type { StoredScan } from "../core/db.ts";
import { publicKey, sign } from "../core/device_key.ts";
import { msSince } from "../core/moment.ts";
import type { Evidence, Proof } from "./shapes.ts";

/** What is sent within this was sent at once. */
const AT_ONCE_MS = 2_000;

export function proofOf({ code, ticket, meeting_id, digits, purpose }: StoredScan): Proof {
  if (ticket) return { ticket };
  return code ? { code } : { meeting_id: meeting_id!, digits: digits!, purpose: purpose ?? "in" };
}

/** A browser without a key signs nothing; a scan that was sent at once did not wait. */
export async function evidenceOf(scan: StoredScan): Promise<Evidence> {
  const seen = scan.ticket ?? scan.code ?? scan.digits;
  return {
    signature: await sign(`muster.sign-in|${scan.operation_id}|${seen}`),
    public_key: scan.ticket ? await publicKey() : null,
    waited_ms: scan.code && !scan.ticket ? waitedMs(scan) : null,
  };
}

function waitedMs(scan: StoredScan): number | null {
  const ms = Math.round(msSince(scan));
  return ms > AT_ONCE_MS ? ms : null;
}
