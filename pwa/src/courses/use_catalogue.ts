/** The catalogue on this phone: shown at once as it was last known, refreshed behind, searched without asking anybody. */
import { computed, ref, shallowRef, watch } from "vue";
import { serverNow } from "../core/clock.ts";
import { online } from "../core/connection.ts";
import { dayOf } from "../core/format.ts";
import type { Problem } from "../core/problems.ts";
import { recall, remember } from "../core/remembered.ts";
import { listStandings } from "./api.ts";
import { entriesOf } from "./find_courses.ts";
import { recallCatalogue, refreshCatalogue, type KeptCatalogue } from "./keep_catalogue.ts";
import type { Standing } from "./shapes.ts";

const STANDINGS = "course-standings";

export function useCatalogue() {
  const kept = shallowRef<KeptCatalogue | null>(null);
  const standings = shallowRef<Standing[]>([]);
  const problem = ref<Problem | null>(null);
  /** When what is shown was last true; null once the server has said that it still is. */
  const staleSince = ref<number | null>(null);
  const loading = ref(true);
  const entries = computed(() =>
    kept.value ? entriesOf(kept.value.catalogue, standings.value, dayOf(serverNow())) : [],
  );

  async function showCopy(): Promise<void> {
    const [copy, mine] = await Promise.all([recallCatalogue(), recall<Standing[]>(STANDINGS)]);
    if (mine) standings.value = mine.value;
    if (copy) [kept.value, staleSince.value, loading.value] = [copy.value, copy.at, false];
  }

  async function refresh(): Promise<void> {
    const [fresh] = await Promise.all([refreshCatalogue(kept.value), refreshStandings()]);
    [problem.value, loading.value] = [fresh.ok ? null : fresh.problem, false];
    if (fresh.ok) [kept.value, staleSince.value] = [fresh.data, null];
  }

  async function refreshStandings(): Promise<void> {
    const fresh = await listStandings();
    if (!fresh.ok) return;
    standings.value = fresh.data.courses;
    await remember(STANDINGS, fresh.data.courses);
  }

  void showCopy().then(refresh);
  watch(online, (now) => void (now && refresh()));
  const categories = computed(() => kept.value?.catalogue.categories ?? []);
  return { entries, categories, problem, loading, staleSince, refresh };
}
