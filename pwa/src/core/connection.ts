/** Whether the phone has a network, as far as it knows. */
import { ref } from "vue";

export const online = ref(navigator.onLine);

addEventListener("online", () => (online.value = true));
addEventListener("offline", () => (online.value = false));
