/** The catalogue as it is searched: what is asked stands in the address, so that going back finds it again. */
import { computed, onUnmounted, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { usePager } from "../core/use_pager.ts";
import { listCourses } from "./api.ts";
import { askOrRecall } from "./remembered_list.ts";

const TYPING_MS = 300;

export function useCatalogue() {
  const route = useRoute();
  const router = useRouter();
  const words = ref(String(route.query.q ?? ""));
  const category = ref(String(route.query.category ?? ""));
  const required = ref(route.query.required === "1");
  const staleSince = ref<number | null>(null);
  const isNarrowed = computed(() => Boolean(words.value.trim() || category.value || required.value));
  let typing: ReturnType<typeof setTimeout> | undefined;

  const asked = () => ({
    ...(words.value.trim() && { q: words.value.trim() }),
    ...(category.value && { category: Number(category.value) }),
    ...(required.value && { required: true }),
  });

  const pager = usePager(async (after) => {
    const ask = () => listCourses({ ...asked(), ...(after && { after }) });
    if (after) return ask();
    const { answer, staleSince: since } = await askOrRecall(`courses-${JSON.stringify(asked())}`, ask);
    staleSince.value = since;
    return answer;
  });

  function askAnew(): void {
    const { q, category: id, required: only } = asked();
    void router.replace({ query: { ...(q && { q }), ...(id && { category: id }), ...(only && { required: 1 }) } });
    void pager.restart();
  }

  watch(words, () => {
    clearTimeout(typing);
    typing = setTimeout(askAnew, TYPING_MS);
  });
  watch([category, required], askAnew);
  onUnmounted(() => clearTimeout(typing));

  return { words, category, required, isNarrowed, staleSince, pager };
}
