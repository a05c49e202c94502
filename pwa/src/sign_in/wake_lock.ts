/** Keeps the screen from going dark while a page is shown, where the browser can. */
import { onMounted, onUnmounted } from "vue";

export function useWakeLock(): void {
  let lock: WakeLockSentinel | null = null;

  /** The system takes the lock back whenever the page is hidden. */
  async function hold(): Promise<void> {
    if (document.hidden || !("wakeLock" in navigator)) return;
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  }

  onMounted(() => {
    void hold();
    document.addEventListener("visibilitychange", hold);
  });
  onUnmounted(() => {
    document.removeEventListener("visibilitychange", hold);
    void lock?.release();
  });
}
