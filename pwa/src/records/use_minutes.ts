/** The minutes while somebody writes them: kept on this phone as they are typed, sent when they say so, never overwritten unseen. */
import { onBeforeUnmount, ref, shallowRef, watch } from "vue";
import type { Answer } from "../core/problems.ts";
import { remember } from "../core/remembered.ts";
import { useDeed } from "../core/use_deed.ts";
import { usePage } from "../core/use_page.ts";
import { correct, getMinutes, putMinutes } from "./api.ts";
import type { Minutes } from "./shapes.ts";
import { dropDraft, keepDraft, recallDraft } from "./minutes_draft.ts";
import { append, weigh } from "./weigh_minutes.ts";

/** `kept`: on this phone; `lost`: this browser keeps nothing; `sent`: the server has it. */
export type Whereabouts = "untouched" | "typing" | "kept" | "lost" | "sent";

const REST_MS = 400;

export function useMinutes(id: number) {
  const key = `minutes-${id}`;
  const page = usePage(() => getMinutes(id), { key });
  const { busy, problem, attempt } = useDeed();
  const text = ref<string | null>(null);
  const theirs = shallowRef<string | null>(null);
  const whereabouts = ref<Whereabouts>("untouched");
  let version = 0;
  /** What the draft was written over, until its writer has seen what stands there now. */
  let base = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Weighs what is here against what has come from the server. */
  async function settle(): Promise<void> {
    const typed = whereabouts.value !== "untouched" && whereabouts.value !== "sent" && text.value !== null;
    const draft = typed ? { body: text.value!, version: base } : await recallDraft(id);
    const weighed = weigh(draft, page.data.value);
    if (!weighed) return;
    [text.value, theirs.value, version] = [weighed.text, weighed.theirs, weighed.version];
    base = draft && weighed.unsaved ? draft.version : version;
    if (weighed.unsaved && !typed) whereabouts.value = "kept";
  }

  function type(now: string): void {
    text.value = now;
    whereabouts.value = "typing";
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), REST_MS);
  }

  async function keep(): Promise<void> {
    clearTimeout(timer);
    if (whereabouts.value !== "typing" || text.value === null) return;
    const kept = await keepDraft(id, { body: text.value, version: base });
    if (whereabouts.value === "typing") whereabouts.value = kept ? "kept" : "lost";
  }

  /** Sends what stands here; after the closing it is a correction, with a reason. */
  async function save(reason?: string): Promise<boolean> {
    await keep();
    const body = text.value ?? "";
    const answer = await attempt(() =>
      reason === undefined ? putMinutes(id, { body, version }) : amend(body, reason),
    );
    if (answer.ok) await sent(body, answer.data);
    else if (problem.value?.code === "minutes_changed") await page.again();
    return answer.ok;
  }

  async function amend(minutes: string, reason: string): Promise<Answer<Minutes>> {
    const answer = await correct(id, { kind: "minutes", minutes, reason });
    return answer.ok ? getMinutes(id) : answer;
  }

  /** What was typed while it was on its way stays a draft, over what has just arrived. */
  async function sent(body: string, arrived: Minutes): Promise<void> {
    [version, base, theirs.value] = [arrived.version, arrived.version, null];
    if (text.value === body) {
      await dropDraft(id);
      whereabouts.value = "sent";
    } else if (whereabouts.value === "kept") type(text.value!);
    page.data.value = arrived;
    await remember(key, arrived);
  }

  /** Both texts have been seen: what is saved now goes over the newest. */
  function resolve(how: "append" | "theirs" | "mine"): void {
    const other = theirs.value ?? "";
    [base, theirs.value, problem.value] = [version, null, null];
    type({ append: append(text.value ?? "", other), theirs: other, mine: text.value ?? "" }[how]);
  }

  const leave = () => void keep();
  watch([page.data, page.problem], () => void settle());
  addEventListener("pagehide", leave);
  onBeforeUnmount(() => (removeEventListener("pagehide", leave), leave()));
  void settle();
  return { page, text, theirs, whereabouts, busy, problem, type, save, resolve };
}
