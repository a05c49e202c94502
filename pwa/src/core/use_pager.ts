/** Reads a long list page by page, as far as the member wants to see. */
import { computed, ref, shallowRef, type ComputedRef, type Ref } from "vue";
import type { Answer, Problem } from "./problems.ts";

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Pager<T> {
  items: Ref<T[]>;
  loading: Ref<boolean>;
  problem: Ref<Problem | null>;
  hasMore: ComputedRef<boolean>;
  isEmpty: ComputedRef<boolean>;
  more: () => Promise<void>;
  restart: () => Promise<void>;
}

/** `const pager = usePager((after) => listMeetings({ when: "past", after }))`: call `restart` when the question changes. */
export function usePager<T>(ask: (after?: string) => Promise<Answer<Page<T>>>): Pager<T> {
  const items = shallowRef<T[]>([]);
  const next = ref<string | null>(null);
  const loading = ref(false);
  const problem = ref<Problem | null>(null);
  const asked = ref(false);
  let newest = 0;

  async function load(after?: string): Promise<void> {
    const mine = ++newest;
    loading.value = true;
    const answer = await ask(after);
    if (mine !== newest) return;
    [loading.value, asked.value] = [false, true];
    problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) append(answer.data, after);
  }

  function append(page: Page<T>, after?: string): void {
    items.value = after ? [...items.value, ...page.items] : page.items;
    next.value = page.next;
  }

  void load();
  return {
    items,
    loading,
    problem,
    hasMore: computed(() => next.value !== null),
    isEmpty: computed(() => asked.value && !loading.value && !problem.value && items.value.length === 0),
    more: async () => (next.value && !loading.value ? load(next.value) : undefined),
    restart: () => load(),
  };
}
