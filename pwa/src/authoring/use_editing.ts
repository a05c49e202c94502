/** A form over something that others may edit too: typed text is kept on this device, and a save on an old state loses nothing. */
import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from "vue";
import { db } from "../core/db.ts";
import type { Answer } from "../core/problems.ts";
import { me } from "../core/session.ts";
import { useDeed } from "../core/use_deed.ts";
import { usePage } from "../core/use_page.ts";
import { changed, rebase } from "./editing.ts";

interface Edited {
  state: string;
  changed_by: string | null;
}

interface Kept<F> {
  mine: F;
  base: F;
}

interface Ways<T, F> {
  key: string;
  load: () => Promise<Answer<T>>;
  save: (state: string, changes: Partial<F>) => Promise<Answer<T>>;
  fieldsOf: (thing: T) => F;
}

const REST_MS = 400;

export function useEditing<T extends Edited, F extends object>({ key, load, save, fieldsOf }: Ways<T, F>) {
  const page = usePage(load);
  const { busy, problem, attempt } = useDeed();
  const fields = ref<F | null>(null) as Ref<F | null>;
  const base = shallowRef<F | null>(null);
  const clashes = shallowRef<(keyof F)[]>([]);
  const keptAs = () => `authoring-${me.value?.id ?? 0}-${key}`;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const dirty = computed(
    () => fields.value !== null && base.value !== null && Object.keys(changed(fields.value, base.value)).length > 0,
  );
  const theirs = computed(() => (page.data.value ? fieldsOf(page.data.value) : null));

  /** Something came from the server: what I did not touch follows it. */
  function arrive(thing: T, over: F | null = base.value): void {
    const now = fieldsOf(thing);
    const laid = fields.value && over ? rebase(fields.value, over, now) : { fields: { ...now }, clashes: [] };
    [fields.value, base.value, clashes.value] = [laid.fields, now, laid.clashes];
  }

  async function recall(): Promise<void> {
    const kept = (await db.settings.get(keptAs()).catch(() => undefined))?.value as Kept<F> | undefined;
    const now = theirs.value;
    if (!kept || !now) return;
    const laid = rebase(kept.mine, kept.base, now);
    [fields.value, base.value, clashes.value] = [laid.fields, now, laid.clashes];
  }

  async function keep(): Promise<void> {
    clearTimeout(timer);
    if (!dirty.value) return void (await db.settings.delete(keptAs()).catch(() => undefined));
    const value = JSON.parse(JSON.stringify({ mine: fields.value, base: base.value })) as Kept<F>;
    await db.settings.put({ key: keptAs(), value }).catch(() => undefined);
  }

  /** Sends what I changed. `draft_changed`: what stands there now is fetched, and mine stays on the screen. */
  async function submit(): Promise<boolean> {
    if (!fields.value || !base.value || !page.data.value) return false;
    const sent = { ...fields.value };
    const answer = await attempt(() => save(page.data.value!.state, changed(sent, base.value!)));
    if (answer.ok) settle(answer.data, sent);
    else if (problem.value?.code === "draft_changed") await page.again();
    return answer.ok;
  }

  /** The answer to a save: whatever was typed since is still mine. */
  function settle(thing: T, sent: F): void {
    page.data.value = thing;
    arrive(thing, sent);
    clashes.value = [];
    void keep();
  }

  /** A deed of its own (a file, an order) changed the thing: what is being typed stays. */
  function replace(thing: T): void {
    page.data.value = thing;
    arrive(thing);
  }

  /** Both have been seen. */
  function resolve(whose: "mine" | "theirs"): void {
    if (whose === "theirs" && theirs.value)
      fields.value = { ...fields.value, ...pick(theirs.value, clashes.value) } as F;
    [clashes.value, problem.value] = [[], null];
  }

  const leave = () => void keep();
  watch(
    page.data,
    (thing, before) => {
      if (!thing) return;
      if (!before) void (arrive(thing), recall());
      else if (thing.state !== before.state) arrive(thing);
    },
    { flush: "sync" },
  );
  watch(fields, () => (clearTimeout(timer), (timer = setTimeout(leave, REST_MS))), { deep: true });
  addEventListener("pagehide", leave);
  onBeforeUnmount(() => (removeEventListener("pagehide", leave), leave()));
  return { page, fields, dirty, busy, problem, clashes, theirs, submit, replace, resolve };
}

function pick<F extends object>(from: F, names: (keyof F)[]): Partial<F> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<F>;
}
