/** Speaks the member's language: Chinese first, English beside it; each feature brings its own words. */
import { createI18n } from "vue-i18n";

export type Locale = "zh" | "en";
export type Messages = { [word: string]: string | Messages };

const files = import.meta.glob<Messages>(["../locales/*.zh.ts", "../locales/*.en.ts"], {
  eager: true,
  import: "default",
});
const CHOICE = "muster.locale";

/** `../locales/meetings.zh.ts` becomes `meetings` in the messages of `zh`. */
function messagesOf(locale: Locale): Messages {
  const own = Object.entries(files).filter(([path]) => path.endsWith(`.${locale}.ts`));
  return Object.fromEntries(own.map(([path, words]) => [path.split("/").pop()!.split(".")[0]!, words]));
}

function firstLocale(): Locale {
  const chosen = localStorage.getItem(CHOICE) ?? navigator.language;
  return chosen.startsWith("en") ? "en" : "zh";
}

export const i18n = createI18n({
  legacy: false,
  locale: firstLocale(),
  fallbackLocale: "zh",
  messages: { zh: messagesOf("zh"), en: messagesOf("en") },
});

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale;
}

/** `zh-CN` or `en`, as HTML and Intl want it. */
export function languageTag(): string {
  return currentLocale() === "zh" ? "zh-CN" : "en";
}

export function speak(locale: Locale): void {
  i18n.global.locale.value = locale;
  localStorage.setItem(CHOICE, locale);
  document.documentElement.lang = languageTag();
}
