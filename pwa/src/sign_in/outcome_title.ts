/** Names the state of a sign-in in a few words; never success before the server's receipt. */
import { i18n } from "../core/i18n.ts";
import type { Delivery } from "./deliveries.ts";

export function outcomeTitle(delivery: Delivery | null): string {
  const { t } = i18n.global;
  if (!delivery) return t("sign_in.sending");
  if (delivery.state !== "delivered") return t(`sign_in.${delivery.state}`);
  const { already, purpose } = delivery.receipt;
  return t(`sign_in.${already ? "already" : "delivered"}_${purpose}`);
}
