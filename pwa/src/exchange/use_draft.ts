/** What is being written at one place: kept on this phone at every letter, sent once, dropped when the server has it. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type WritableComputedRef } from "vue";
import type { Answer, Problem } from "../core/problems.ts";
import { useDeed } from "../core/use_deed.ts";
import { changePost } from "./api.ts";
import { deliver } from "./deliver.ts";
import { dropDraft, freshDraft, keepDraft, recallDraft, type Draft } from "./drafts.ts";
import type { NewPost, Post } from "./shapes.ts";

export interface DraftState {
  body: WritableComputedRef<string>;
  /** Whether this phone really keeps it. */
  kept: Ref<boolean>;
  /** It was there when the page was opened, or could not be sent. */
  waits: ComputedRef<boolean>;
  busy: Ref<boolean>;
  problem: Ref<Problem | null>;
  /** The post that the server has now, or null. */
  send: () => Promise<Post | null>;
}

export function useDraft(place: string, post: (body: NewPost) => Promise<Answer<Post>>): DraftState {
  const draft = shallowRef<Draft>(recallDraft(place));
  const found = ref(draft.value.body !== "");
  const kept = ref(true);
  const { busy, problem, attempt } = useDeed();

  function keep(now: Draft): void {
    draft.value = now;
    kept.value = keepDraft(place, now);
  }

  async function send(): Promise<Post | null> {
    const answer = await attempt(() => deliver(draft.value, { send: post, change: changePost, keep }));
    if (!answer.ok) return null;
    dropDraft(place);
    [draft.value, found.value] = [freshDraft(), false];
    return answer.data;
  }

  const body = computed({ get: () => draft.value.body, set: (body) => keep({ ...draft.value, body }) });
  const waits = computed(() => body.value !== "" && (found.value || problem.value?.code === "offline"));
  return { body, kept, waits, busy, problem, send };
}
