/** Loads what a page shows: the last known copy at once, then the server's answer. */
import { ref, shallowRef, watch, type Ref, type WatchSource } from "vue";
import { online } from "./connection.ts";
import type { Answer, Problem } from "./problems.ts";
import { forget, recall, remember } from "./remembered.ts";

export interface PageState<T> {
  data: Ref<T | null>;
  problem: Ref<Problem | null>;
  loading: Ref<boolean>;
  /** When what is shown was last true, if it is an old copy; null when it is fresh. */
  staleSince: Ref<number | null>;
  again: () => Promise<void>;
}

/**
 * `const { data, problem, loading, staleSince, again } = usePage(() => getMe(), { key: "me" })`
 * With a key, the answer is kept on this device and shown while the server can't be reached.
 * With `on`, it loads again whenever that changes.
 */
export function usePage<T>(
  ask: () => Promise<Answer<T>>,
  { key, on }: { key?: string | (() => string); on?: WatchSource } = {},
): PageState<T> {
  const data = shallowRef<T | null>(null);
  const problem = ref<Problem | null>(null);
  const loading = ref(true);
  const staleSince = ref<number | null>(null);
  let newest = 0;

  async function again(): Promise<void> {
    const mine = ++newest;
    const name = typeof key === "function" ? key() : key;
    loading.value = data.value === null;
    const asked = ask();
    if (name && data.value === null) await showCopy(name, mine);
    const answer = await asked;
    if (mine === newest) show(answer, name);
  }

  async function showCopy(name: string, mine: number): Promise<void> {
    const copy = await recall<T>(name);
    if (!copy || mine !== newest) return;
    [data.value, staleSince.value, loading.value] = [copy.value, copy.at, false];
  }

  function show(answer: Answer<T>, name?: string): void {
    loading.value = false;
    problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return void (answer.problem.code === "not_found" && leave(name));
    [data.value, staleSince.value] = [answer.data, null];
    if (name) void remember(name, answer.data);
  }

  /** What is there no more (withdrawn, or not for me) is no longer shown from memory. */
  function leave(name?: string): void {
    [data.value, staleSince.value] = [null, null];
    if (name) void forget(name);
  }

  if (on) watch(on, () => void ((data.value = null), again()));
  watch(online, (now) => void (now && again()));
  void again();
  return { data, problem, loading, staleSince, again };
}
