/** Follows one sign-in on a page until it is settled; tries again while the server is not reached. */
import { onUnmounted, ref, shallowRef, watch } from "vue";
import type { StoredScan } from "../core/db.ts";
import { me } from "../core/session.ts";
import { withdrawMyLeave } from "../roster/api.ts";
import { readCode } from "./code_text.ts";
import { settled, type Delivery } from "./deliveries.ts";
import { replyTo } from "./reply_code.ts";
import { beginAgain, deliver } from "./scan_outbox.ts";
import { dismiss, shownHere } from "./scan_notices.ts";

const RETRY_MS = 3_000;
/** Nobody should stare at a grey page: after this, the scan is shown as what it is, saved and on its way. */
const SLOW_MS = 4_000;

export function useDelivery() {
  const delivery = shallowRef<Delivery | null>(null);
  /** What the secretary's phone may scan while this one has no network. */
  const reply = ref<string | null>(null);
  let scan: StoredScan | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function send(next: StoredScan | null = scan): Promise<void> {
    clearTimeout(timer);
    if (!next) return;
    scan = next;
    shownHere.value = next.operation_id;
    const slow = setTimeout(() => sayOnItsWay(next), SLOW_MS);
    const result = await deliver(next).finally(() => clearTimeout(slow));
    if (scan === next) show(result);
  }

  function sayOnItsWay(slow: StoredScan): void {
    if (scan === slow && !delivery.value) show({ state: "waiting", typed: slow.code === undefined });
  }

  function show(result: Delivery): void {
    delivery.value = result;
    if (result.state !== "waiting") return;
    timer = setTimeout(() => void send(), RETRY_MS);
    void offerReply();
  }

  async function offerReply(): Promise<void> {
    if (scan?.code && me.value) reply.value = await replyTo(scan.code, me.value.id);
  }

  /** Signing in to the app wakes the outbox too, which may have delivered this code before its page was back. */
  function isDelivered(code: string): boolean {
    const last = settled.value;
    if (last?.scan.code !== code || last.delivery.state === "refused") return false;
    dismiss(last);
    show(last.delivery);
    return true;
  }

  /** On leave, and come after all: the leave is taken back, and the same scan is sent anew. */
  async function comeAfterAll(): Promise<void> {
    const meetingId = scan && (scan.meeting_id ?? readCode(scan.code ?? "")?.meeting_id);
    if (!scan || !meetingId) return;
    const answer = await withdrawMyLeave(meetingId);
    if (answer.ok) await send(await beginAgain(scan));
    else show({ state: "refused", problem: answer.problem, late: false });
  }

  // While this page waits, the outbox may be quicker.
  watch(settled, (last) => {
    if (last && last.scan.operation_id === scan?.operation_id) show(last.delivery);
  });
  // Signed in to the app in another tab: that tab delivers the scan, and asking again tells this page so.
  watch(me, (now) => {
    if (now && delivery.value?.state === "sign_in_first") void send();
  });
  onUnmounted(() => {
    clearTimeout(timer);
    shownHere.value = null;
    scan = null;
  });

  return { delivery, reply, send, isDelivered, comeAfterAll };
}
