/** The English words, a file of their own: most people never need them. */
import type { Messages } from "./i18n.ts";

export const english = import.meta.glob<Messages>("../locales/*.en.ts", { eager: true, import: "default" });
