/** Whether something has come into sight: what stands far below is asked for only then. */
import { onScopeDispose, ref, watch, type Ref } from "vue";

export function useSeen(element: Ref<HTMLElement | undefined>): Ref<boolean> {
  const seen = ref(!("IntersectionObserver" in globalThis));
  if (seen.value) return seen;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.value = true;
    observer.disconnect();
  });
  watch(element, (now) => now && observer.observe(now));
  onScopeDispose(() => observer.disconnect());
  return seen;
}
