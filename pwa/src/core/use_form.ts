/** Fills a form and sends it: what was typed, whether it is on its way, what the server said about each field. */
import { reactive, ref, type Ref } from "vue";
import { fieldProblems, type Answer, type Problem } from "./problems.ts";

export interface FormState<F, T> {
  fields: F;
  busy: Ref<boolean>;
  problem: Ref<Problem | null>;
  /** What is wrong with each field, by its name. */
  errors: Ref<Record<string, string>>;
  /** Sends once, however often it is pressed; gives what the server answered, or null. */
  submit: () => Promise<T | null>;
}

/** `const { fields, busy, problem, errors, submit } = useForm({ title: "" }, (fields) => planMeeting(fields))` */
export function useForm<F extends object, T>(initial: F, deed: (fields: F) => Promise<Answer<T>>): FormState<F, T> {
  const fields = reactive({ ...initial }) as F;
  const busy = ref(false);
  const problem = ref<Problem | null>(null);
  const errors = ref<Record<string, string>>({});

  async function submit(): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    const answer = await deed({ ...fields }).finally(() => (busy.value = false));
    problem.value = answer.ok ? null : answer.problem;
    errors.value = answer.ok ? {} : fieldProblems(answer.problem);
    return answer.ok ? answer.data : null;
  }

  return { fields, busy, problem, errors, submit };
}
