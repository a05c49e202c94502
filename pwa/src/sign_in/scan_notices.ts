/** What became of sign-ins that were sent later, while no page showed them: kept until the member has read it. */
import { ref, shallowRef, watch } from "vue";
import { recall, remember } from "../core/remembered.ts";
import { i18n } from "../core/i18n.ts";
import { sayMoment } from "../core/format.ts";
import { announce } from "../ui/announce.ts";
import { settled, type Delivery, type Settled } from "./deliveries.ts";
import { refusalOf } from "./refusal.ts";

const KEPT = "scan-notices";
const AT_MOST = 5;

/** The operation that a page shows just now: it needs no notice. */
export const shownHere = ref<string | null>(null);
export const notices = shallowRef<Settled[]>([]);

export async function followScans(): Promise<void> {
  watch(settled, (last) => {
    if (last && last.scan.operation_id !== shownHere.value) notice(last);
  });
  const kept = await recall<Settled[]>(KEPT);
  if (kept) notices.value = [...notices.value, ...kept.value];
}

function notice(last: Settled): void {
  keep([last, ...notices.value].slice(0, AT_MOST));
  announce(sayDelivery(last.delivery));
}

export function sayDelivery(delivery: Delivery): string {
  if (delivery.state === "refused") {
    const { why, deed } = refusalOf(delivery.problem, delivery.late);
    return [why, deed].join(" ");
  }
  if (delivery.state !== "delivered" && delivery.state !== "to_confirm") return "";
  const { title, signed_in_at } = delivery.receipt;
  return i18n.global.t(`sign_in.notice_${delivery.state}`, { title, time: sayMoment(signed_in_at) });
}

export function dismiss(read: Settled): void {
  keep(notices.value.filter((notice) => notice !== read));
}

function keep(now: Settled[]): void {
  notices.value = now;
  void remember(KEPT, now);
}
