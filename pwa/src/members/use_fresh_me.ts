/** Asks again who I am when Me opens: branch and roles change while the app stays open. */
import { onMounted } from "vue";
import { become, me } from "../core/session.ts";
import { getMe } from "./api.ts";

export function useFreshMe(): void {
  onMounted(async () => {
    const answer = await getMe();
    if (answer.ok && me.value) become(answer.data);
  });
}
