/** Does one thing at the server at a time: whether it is under way, and what the server said against it. */
import { ref, type Ref } from "vue";
import type { Answer, Problem } from "./problems.ts";

export interface Deed {
  busy: Ref<boolean>;
  problem: Ref<Problem | null>;
  /** What was answered; `ok` is false as well while the deed before is still under way. */
  attempt: <T>(deed: () => Promise<Answer<T>>) => Promise<{ ok: true; data: T } | { ok: false }>;
}

/** `const { busy, problem, attempt } = useDeed(); const opened = await attempt(() => openMeeting(id));` */
export function useDeed(): Deed {
  const busy = ref(false);
  const problem = ref<Problem | null>(null);

  async function attempt<T>(deed: () => Promise<Answer<T>>): Promise<{ ok: true; data: T } | { ok: false }> {
    if (busy.value) return { ok: false };
    busy.value = true;
    const answer = await deed().finally(() => (busy.value = false));
    problem.value = answer.ok ? null : answer.problem;
    return answer;
  }

  return { busy, problem, attempt };
}
