/** Lets what stands further down wait until what is looked at first has been painted: a slow phone then answers sooner. */
import { onUnmounted, ref, watch, type Ref } from "vue";

/** Long enough for a frame, too short to be noticed by who scrolls. */
const A_FRAME_MS = 50;

/** True a frame after `shown` has become true, and from then on. */
export function afterPaint(shown: () => boolean): Ref<boolean> {
  const painted = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(shown, (now) => now && (timer ??= setTimeout(() => (painted.value = true), A_FRAME_MS)), {
    immediate: true,
    flush: "post",
  });
  onUnmounted(() => clearTimeout(timer));
  return painted;
}
