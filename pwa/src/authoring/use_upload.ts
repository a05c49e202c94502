/** An upload on a page: how far it is, and a note on this device that it was begun, so that a reload forgets nothing. */
import { onBeforeUnmount, ref, shallowRef } from "vue";
import type { Answer, Problem } from "../core/problems.ts";
import { beginUpload, cancelUpload, getUpload, keepUpload, sendPart } from "./api.ts";
import { markOf } from "./file_mark.ts";
import type { StoredMedium, Upload } from "./shapes.ts";
import { CANCELLED, uploadFile, type Phase } from "./upload_file.ts";

const server = { begin: beginUpload, ask: getUpload, send: sendPart };

/** A medium to be. `place` names where on the app it belongs: an upload that was begun there is offered again. */
export const useUpload = (place: string) => useUploadFor<StoredMedium>(place, keepUpload);

/** A file of which `keep` makes something once it has come whole. */
export function useUploadFor<T>(place: string, keep: (id: number) => Promise<Answer<T>>) {
  const key = `muster.upload.${place}`;
  const phase = ref<Phase | null>(null);
  const upload = shallowRef<Upload | null>(null);
  /** Begun on an earlier page and not finished: choosing the same file goes on. */
  const unfinished = shallowRef<Upload | null>(null);
  const problem = ref<Problem | null>(null);
  let stop = new AbortController();

  async function recall(): Promise<void> {
    const id = Number(localStorage.getItem(key));
    const answer = id ? await getUpload(id) : null;
    if (answer?.ok && phase.value === null) unfinished.value = answer.data;
    else if (answer && !answer.ok && answer.problem.code === "not_found") localStorage.removeItem(key);
  }

  function tell(now: Phase, told: Upload | null): void {
    phase.value = now;
    if (!told) return;
    upload.value = told;
    localStorage.setItem(key, String(told.id));
  }

  /** What it became, or null: then `problem` says why, unless it was cancelled. */
  async function send(file: File): Promise<T | null> {
    stop = new AbortController();
    [problem.value, unfinished.value, upload.value, phase.value] = [null, null, null, "sending"];
    const answer = await uploadFile(
      file,
      await markOf(file),
      { ...server, keep },
      {
        tell,
        rest: restOrNetwork,
        signal: stop.signal,
      },
    );
    if (answer.ok || answer.problem.code !== CANCELLED.code) await leave(answer.ok);
    phase.value = null;
    if (!answer.ok && answer.problem.code !== CANCELLED.code) problem.value = answer.problem;
    return answer.ok ? answer.data : null;
  }

  /** A file that the server would not have is of no use there. */
  async function leave(kept: boolean): Promise<void> {
    localStorage.removeItem(key);
    if (!kept && upload.value) await cancelUpload(upload.value.id);
  }

  async function cancel(): Promise<void> {
    stop.abort();
    const given = upload.value ?? unfinished.value;
    [phase.value, upload.value, unfinished.value] = [null, null, null];
    localStorage.removeItem(key);
    if (given) await cancelUpload(given.id);
  }

  onBeforeUnmount(() => stop.abort());
  void recall();
  return { phase, upload, unfinished, problem, send, cancel };
}

function restOrNetwork(ms: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });
}
