/** Knows whose Muster this is: its name, its time zone, whether it is a demonstration. */
import { computed, shallowRef } from "vue";
import { setTimeZone } from "./format.ts";
import { answer, client } from "./http.ts";
import { currentLocale } from "./i18n.ts";
import { recall, remember } from "./remembered.ts";
import type { Deployment } from "./shapes.ts";

export const deployment = shallowRef<Deployment | null>(null);

/** What the organisation calls its Muster, in the member's language. */
export const ownName = computed(
  () => (currentLocale() === "zh" ? deployment.value?.name : deployment.value?.name_en) ?? "",
);

/** The last known deployment at once, then the server's word. */
export async function learnDeployment(): Promise<void> {
  const copy = await recall<Deployment>("deployment");
  if (copy) settle(copy.value);
  const said = await answer<Deployment>(client.GET("/api/deployment"));
  if (!said.ok) return;
  settle(said.data);
  void remember("deployment", said.data);
}

function settle(known: Deployment): void {
  setTimeZone(known.time_zone);
  deployment.value = known;
}
