/** Names the state of a sign-in in a few words; never success before the server's receipt. */
import { i18n } from "../core/i18n.ts";
import type { Delivery } from "./deliveries.ts";

export function outcomeTitle(delivery: Delivery | null): string {
  const { t } = i18n.global;
  if (!delivery) return t("meetings.sending");
  if (delivery.state === "delivered") return t(delivery.receipt.already ? "meetings.already" : "meetings.delivered");
  return t(`meetings.${delivery.state}`);
}
