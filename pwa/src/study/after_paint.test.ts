import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, ref } from "vue";
import { afterPaint } from "./after_paint.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("waits for a frame after what comes first, and then stays", async () => {
  const shown = ref(false);
  let painted = ref(false);
  const app = createApp(defineComponent({ setup: () => ((painted = afterPaint(() => shown.value)), () => h("p")) }));
  app.mount(document.createElement("div"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(painted.value).toBe(false);
  shown.value = true;
  await vi.advanceTimersByTimeAsync(0);
  expect(painted.value).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(painted.value).toBe(true);
  shown.value = false;
  await vi.advanceTimersByTimeAsync(100);
  expect(painted.value).toBe(true);
  app.unmount();
});
