/** The server's time, moving on while a page is open. */
import { onUnmounted, ref } from "vue";
import { serverNow } from "../core/clock.ts";

const EVERY_MS = 20_000;

export function useNow() {
  const now = ref(serverNow());
  const ticking = setInterval(() => (now.value = serverNow()), EVERY_MS);
  onUnmounted(() => clearInterval(ticking));
  return now;
}
