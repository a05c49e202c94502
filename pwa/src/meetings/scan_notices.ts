/** What became of sign-ins that were sent later, while no page showed them: kept until the member has read it. */
import { ref, shallowRef, watch } from "vue";
import { recall, remember } from "../core/remembered.ts";
import { settled, type Settled } from "./deliveries.ts";

const KEPT = "scan-notices";
const AT_MOST = 5;

/** The operation that a page shows just now: it needs no notice. */
export const shownHere = ref<string | null>(null);
export const notices = shallowRef<Settled[]>([]);

export async function followScans(): Promise<void> {
  watch(settled, (last) => {
    if (last && last.scan.operation_id !== shownHere.value) keep([last, ...notices.value].slice(0, AT_MOST));
  });
  const kept = await recall<Settled[]>(KEPT);
  if (kept) notices.value = [...notices.value, ...kept.value];
}

export function dismiss(read: Settled): void {
  keep(notices.value.filter((notice) => notice !== read));
}

function keep(now: Settled[]): void {
  notices.value = now;
  void remember(KEPT, now);
}
