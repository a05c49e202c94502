/** Speaks the member's language: Chinese first, English beside it; each feature brings its own words. */
import { createI18n } from "vue-i18n";

export type Locale = "zh" | "en";
export type Messages = { [word: string]: string | Messages };

type Files = Record<string, Messages>;

const chinese: Files = import.meta.glob<Messages>("../locales/*.zh.ts", { eager: true, import: "default" });
const CHOICE = "muster.locale";

/** `../locales/meetings.zh.ts` becomes `meetings`. */
function byRoom(files: Files): Messages {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.split("/").pop()!.split(".")[0]!, words]),
  );
}

function firstLocale(): Locale {
  const chosen = localStorage.getItem(CHOICE) ?? navigator.language;
  return chosen.startsWith("en") ? "en" : "zh";
}

export const i18n = createI18n({
  legacy: false,
  locale: firstLocale(),
  fallbackLocale: "zh",
  messages: { zh: byRoom(chinese), en: {} as Messages },
});

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale;
}

/** `zh-CN` or `en`, as HTML and Intl want it. */
export function languageTag(): string {
  return currentLocale() === "zh" ? "zh-CN" : "en";
}

let knowsEnglish = false;

/** Gets the words of a language, if they are not here yet. Rejects where they can't be fetched. */
export async function learn(locale: Locale): Promise<void> {
  if (locale === "zh" || knowsEnglish) return;
  const { english } = await import("./english.ts");
  i18n.global.setLocaleMessage("en", byRoom(english));
  knowsEnglish = true;
}

/** At once in a language that is known; another one is learnt first, and where it can't be, all stays as it is. */
export function speak(locale: Locale): void {
  if (locale === "zh" || knowsEnglish) become(locale);
  else
    void learn(locale).then(
      () => become(locale),
      () => undefined,
    );
}

/** The language chosen in one tab is the language of all of them. */
export function followLanguage(): void {
  addEventListener("storage", ({ key }) => {
    if (key === CHOICE && firstLocale() !== currentLocale()) speak(firstLocale());
  });
}

function become(locale: Locale): void {
  i18n.global.locale.value = locale;
  localStorage.setItem(CHOICE, locale);
  document.documentElement.lang = languageTag();
}
