/** Runs the study clock on a lesson's page: looks every second, keeps what it saw, and only then shows it. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from "vue";
import { anchorText, serverNow } from "../core/clock.ts";
import type { StoredSegment } from "../core/db.ts";
import { bootId, deviceId, newId } from "../core/new_id.ts";
import { me } from "../core/session.ts";
import type { Lesson } from "../courses/shapes.ts";
import type { Cut } from "./cut_segments.ts";
import { keepSegment, keptTo, secondsOf } from "./keep_segments.ts";
import { resumeAt } from "./resume.ts";
import { flush } from "./start_outbox.ts";
import { createStudyClock, type Resting, type Signs } from "./study_clock.ts";

/** What a lesson's viewer knows: whether it plays (or shows a text), where, and how fast. */
export type Look = Omit<Signs, "visible">;

const EVERY_MS = 1_000;
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "scroll", "touchmove"] as const;
const NOTHING: Look = { playing: false, position: null, rate: 1 };

export function useStudyClock(lesson: Lesson, look: () => Look | undefined) {
  const memberId = me.value!.id;
  const reading = lesson.kind === "text" || lesson.kind === "pdf";
  const resting = ref<Resting | null>("paused");
  /** The browser refuses to keep anything: then nothing may be counted either. */
  const refused = ref(false);
  const kept = shallowRef(new Map<string, StoredSegment>());
  /** Seconds of this visit, each already on this phone. */
  const studied = computed(() => secondsOf([...kept.value.values()]));
  /** The furthest place that waits on this phone; null until it has been asked. */
  const waitsTo = ref<number | null>(null);
  let clock: ReturnType<typeof createStudyClock> | null = null;
  let writing = Promise.resolve();

  async function begin(): Promise<void> {
    waitsTo.value = await keptTo(memberId, lesson).catch(() => 0);
    const about = { reading, nominalSeconds: lesson.nominal_seconds, from: resumeAt(lesson, waitsTo.value) };
    clock = createStudyClock(about, { monotonic: () => performance.now(), serverNow, anchorText, newId });
    beat();
  }

  function beat(visible = document.visibilityState === "visible"): void {
    if (!clock) return;
    const seen = clock.beat({ ...(look() ?? NOTHING), visible });
    resting.value = seen.resting;
    for (const cut of seen.cuts) writing = writing.then(() => keep(cut));
  }

  async function keep({ draft, state, first }: Cut): Promise<void> {
    const about = { lesson_id: lesson.id, lesson_title: lesson.title, lesson_version: lesson.version };
    const phone = { member_id: memberId, device: deviceId(), boot_id: bootId };
    const segment = { ...draft, ...about, ...phone, state };
    const isKept = await keepSegment(segment, { first }).catch(() => void (refused.value = true));
    if (isKept === false) clock?.forsake(draft.id);
    if (isKept) kept.value = new Map(kept.value).set(draft.id, segment);
    if (isKept && state === "saved") void flush().catch(() => undefined);
  }

  function touch(): void {
    clock?.touch();
    if (resting.value === "away") beat();
  }

  const onVisibility = () => beat();
  let timer: ReturnType<typeof setInterval>;
  onMounted(() => {
    timer = setInterval(beat, EVERY_MS);
    document.addEventListener("visibilitychange", onVisibility);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touch, { passive: true, capture: true });
    void begin();
  });
  onBeforeUnmount(() => {
    beat(false);
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onVisibility);
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touch, { capture: true });
  });

  return { studied, resting, refused, waitsTo, beat: () => beat(), touch };
}
