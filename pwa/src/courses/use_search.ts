/** What is searched for stands in the address, so that going back finds it again. */
import { computed, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { SHOWS, type Asked, type Show } from "./find_courses.ts";

export function useSearch() {
  const route = useRoute();
  const router = useRouter();
  const words = ref(String(route.query.q ?? ""));
  const category = ref(String(route.query.category ?? ""));
  const show = ref<Show>(SHOWS.find((one) => one === route.query.show) ?? "all");
  const asked = computed<Asked>(() => ({
    words: words.value,
    category: Number(category.value) || null,
    show: show.value,
  }));
  const isNarrowed = computed(() => Boolean(words.value.trim() || category.value || show.value !== "all"));

  watch(asked, ({ words: q, category: id, show: only }) => {
    const query = { ...(q.trim() && { q }), ...(id && { category: id }), ...(only !== "all" && { show: only }) };
    void router.replace({ query });
  });

  function showAll(): void {
    [words.value, category.value, show.value] = ["", "", "all"];
  }

  return { words, category, show, asked, isNarrowed, showAll };
}
