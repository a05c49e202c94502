import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, ref, type Ref } from "vue";
import { afterPaint } from "./after_paint.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("waits for a frame after what comes first, and then stays", async () => {
  const shown = ref(false);
  const page: { painted?: Ref<boolean> } = {};
  const app = createApp(
    defineComponent({ setup: () => ((page.painted = afterPaint(() => shown.value)), () => h("p")) }),
  );
  app.mount(document.createElement("div"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.painted?.value).toBe(false);
  shown.value = true;
  await vi.advanceTimersByTimeAsync(0);
  expect(page.painted?.value).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(page.painted?.value).toBe(true);
  shown.value = false;
  await vi.advanceTimersByTimeAsync(100);
  expect(page.painted?.value).toBe(true);
  app.unmount();
});
