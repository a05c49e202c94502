/** The catalogue as it is searched: what is asked stands in the address, so that going back finds it again. */
import { computed, onUnmounted, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Answer } from "../core/problems.ts";
import { usePager, type Page } from "../core/use_pager.ts";
import { listCourses } from "./api.ts";
import { findInCopy } from "./find_in_copy.ts";
import { orRecall, rememberAnswer } from "./remembered_list.ts";
import type { Course } from "./shapes.ts";

const TYPING_MS = 300;
const KEPT = "courses";

export function useCatalogue() {
  const route = useRoute();
  const router = useRouter();
  const words = ref(String(route.query.q ?? ""));
  const category = ref(String(route.query.category ?? ""));
  const required = ref(route.query.required === "1");
  const staleSince = ref<number | null>(null);
  /** What is on the screen answers an earlier question. */
  const isUnanswered = ref(false);
  const isNarrowed = computed(() => Boolean(words.value.trim() || category.value || required.value));
  let typing: ReturnType<typeof setTimeout> | undefined;

  const asked = () => ({
    ...(words.value.trim() && { q: words.value.trim() }),
    ...(category.value && { category: Number(category.value) }),
    ...(required.value && { required: true }),
  });

  const pager = usePager(async (after) => {
    const answer = await listCourses({ ...asked(), ...(after && { after }) });
    return after ? answer : takeFirst(answer);
  });

  /** The whole catalogue's first page is remembered, and searched while the server can't be reached. */
  async function takeFirst(answer: Answer<Page<Course>>): Promise<Answer<Page<Course>>> {
    if (!isNarrowed.value) await rememberAnswer(answer, KEPT);
    const kept = await orRecall(answer, KEPT, (copy) => ({ items: findInCopy(copy.items, asked()), next: null }));
    staleSince.value = kept.staleSince;
    isUnanswered.value = !kept.answer.ok;
    return kept.answer;
  }

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

  return { words, category, required, isNarrowed, isUnanswered, staleSince, pager };
}
