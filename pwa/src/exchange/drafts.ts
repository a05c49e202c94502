/** Keeps what somebody writes on this phone, from the first letter until the server has it; apart for each member and place. */
import { newId } from "../core/new_id.ts";
import { me } from "../core/session.ts";

export interface Draft {
  /** Made with the draft and sent with it: however often it is sent, it is one post. */
  operation_id: string;
  body: string;
  /** What was sent when no answer came: the server may have that already. */
  tried: string | null;
}

const keyOf = (place: string) => `muster.draft.${me.value?.id ?? 0}.${place}`;

export const freshDraft = (): Draft => ({ operation_id: newId(), body: "", tried: null });

export function recallDraft(place: string, store: Pick<Storage, "getItem"> = localStorage): Draft {
  try {
    const kept = JSON.parse(store.getItem(keyOf(place)) ?? "null") as Draft | null;
    return kept?.operation_id ? kept : freshDraft();
  } catch {
    return freshDraft();
  }
}

/** Whether it is kept: a browser may refuse storage, and then the page says nothing of a phone that keeps it. */
export function keepDraft(
  place: string,
  draft: Draft,
  store: Pick<Storage, "setItem" | "removeItem"> = localStorage,
): boolean {
  try {
    if (draft.body || draft.tried !== null) store.setItem(keyOf(place), JSON.stringify(draft));
    else store.removeItem(keyOf(place));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(place: string, store: Pick<Storage, "removeItem"> = localStorage): void {
  try {
    store.removeItem(keyOf(place));
  } catch {
    // a browser without storage kept nothing
  }
}
