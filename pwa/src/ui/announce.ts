/** Says one short thing to everybody, also to who cannot see it: `announce(t("ui.copied"))`. */
import { ref } from "vue";

export const announced = ref("");
const SHOWN_FOR_MS = 4_000;
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  announced.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => (announced.value = ""), SHOWN_FOR_MS);
}
