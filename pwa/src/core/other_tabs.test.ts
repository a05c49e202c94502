import { nextTick } from "vue";
import { expect, it } from "vitest";
import { currentLocale, followLanguage, speak } from "./i18n.ts";
import { followTextSize, setTextPoints, textPoints } from "./text_size.ts";

/** Another tab writes: this one is told by the browser. */
function elsewhere(key: string, value: string | null): void {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
  dispatchEvent(new StorageEvent("storage", { key, newValue: value }));
}

it("speaks the language that was chosen in another tab", async () => {
  followLanguage();
  elsewhere("muster.locale", "en");
  await expect.poll(currentLocale).toBe("en");
  expect(document.documentElement.lang).toBe("en");
  speak("zh");
});

it("writes as large as was chosen in another tab", async () => {
  followTextSize();
  elsewhere("muster.text_points", "30");
  expect(textPoints.value).toBe(30);
  await nextTick();
  expect(document.documentElement.style.fontSize).toBe("30pt");
  elsewhere("muster.text_points", null);
  expect(textPoints.value).toBe(null);
  setTextPoints(null);
});
