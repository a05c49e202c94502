/** Fills a form and sends it: what was typed, whether it is on its way, what the server said about each field. */
import { computed, reactive, type ComputedRef, type Ref } from "vue";
import { fieldProblems, type Answer, type Problem } from "./problems.ts";
import { useDeed } from "./use_deed.ts";

export interface FormState<F, T> {
  fields: F;
  busy: Ref<boolean>;
  problem: Ref<Problem | null>;
  /** What is wrong with each field, by its name. */
  errors: ComputedRef<Record<string, string>>;
  /** Sends once, however often it is pressed; gives what the server answered, or null. */
  submit: () => Promise<T | null>;
}

/** `const { fields, busy, problem, errors, submit } = useForm({ title: "" }, (fields) => planMeeting(fields))` */
export function useForm<F extends object, T>(initial: F, deed: (fields: F) => Promise<Answer<T>>): FormState<F, T> {
  const fields = reactive({ ...initial }) as F;
  const { busy, problem, attempt } = useDeed();
  const errors = computed(() => (problem.value ? fieldProblems(problem.value) : {}));

  async function submit(): Promise<T | null> {
    const answer = await attempt(() => deed({ ...fields }));
    return answer.ok ? answer.data : null;
  }

  return { fields, busy, problem, errors, submit };
}
