/** Says why a lesson could not be taken along, and the one thing to do. */
import { i18n } from "../core/i18n.ts";

export function sayRefused(code: string): string {
  const { t, te } = i18n.global;
  return te(`downloads.refused.${code}`) ? t(`downloads.refused.${code}`) : t("downloads.refused.other");
}
