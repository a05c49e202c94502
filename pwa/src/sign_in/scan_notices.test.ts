import { expect, it } from "vitest";
import { nextTick } from "vue";
import type { StoredScan } from "../core/db.ts";
import { speak } from "../core/i18n.ts";
import { recall } from "../core/remembered.ts";
import { announced } from "../ui/announce.ts";
import { settled, type Delivery } from "./deliveries.ts";
import { dismiss, followScans, notices, shownHere } from "./scan_notices.ts";

const receipt = { meeting_id: 7, title: "支部大会", signed_in_at: "2026-11-23T11:02:00Z" };
const delivered = { state: "delivered", receipt } as Delivery;

async function settle(operation_id: string, delivery: Delivery) {
  settled.value = { scan: { operation_id } as StoredScan, delivery };
  await nextTick();
}

it("tells what was delivered while no page showed it, until it is read", async () => {
  speak("zh");
  await followScans();
  await settle("a", delivered);
  expect(announced.value).toContain("支部大会");
  expect(notices.value).toHaveLength(1);
  dismiss(notices.value[0]!);
  expect(notices.value).toHaveLength(0);
});

it("keeps quiet about what a page shows itself", async () => {
  shownHere.value = "b";
  await settle("b", delivered);
  expect(notices.value).toHaveLength(0);
  shownHere.value = null;
});

it("remembers a refusal over a reload, for it needs somebody's deed", async () => {
  await settle("c", { state: "refused", problem: { code: "code_expired" }, late: true });
  expect(announced.value).toContain("书记");
  const kept = await recall<unknown[]>("scan-notices");
  expect(kept?.value).toHaveLength(1);
});
