/** Keeps the screen from going dark while a page is shown, where the browser can. */
import { onMounted, onUnmounted } from "vue";

export function useWakeLock(): void {
  let lock: WakeLockSentinel | null = null;
  let isShown = true;

  /** The system takes the lock back whenever the page is hidden. */
  async function hold(): Promise<void> {
    if (document.hidden || !("wakeLock" in navigator)) return;
    const held = await navigator.wakeLock.request("screen").catch(() => null);
    if (isShown) lock = held;
    else void held?.release();
  }

  onMounted(() => {
    void hold();
    document.addEventListener("visibilitychange", hold);
  });
  onUnmounted(() => {
    isShown = false;
    document.removeEventListener("visibilitychange", hold);
    void lock?.release();
  });
}
