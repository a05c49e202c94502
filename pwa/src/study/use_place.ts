/** Knows where to open a lesson, and remembers where one is in it from then on. */
import { computed, onBeforeUnmount, onMounted, ref, type Ref } from "vue";
import { me } from "../core/session.ts";
import type { Lesson } from "../courses/shapes.ts";
import { sendNotes } from "../notes/note_outbox.ts";
import { keepPlace, markIn } from "../notes/places.ts";
import type { Mark, Place } from "../notes/shapes.ts";
import { openAt } from "./resume.ts";

const EVERY_MS = 3_000;

interface Places {
  /** Where one is now. */
  here: () => Mark | null | undefined;
  /** What the address asked for goes before where one was last on any device. */
  asked: Mark | null;
  last: Promise<Place | null>;
}

export function usePlace(lesson: Lesson, waitsTo: Ref<number | null>, { here, asked, last: told }: Places) {
  const member = me.value!.id;
  const last = ref<Mark | null | undefined>(asked ?? undefined);
  if (!asked) void told.then((place) => (last.value = markIn(lesson, place)));
  const isKnown = computed(() => last.value !== undefined && waitsTo.value !== null);
  const start = computed(() => openAt(lesson, last.value ?? null, waitsTo.value ?? 0));
  let kept: Mark | null = null;

  /** What was there when it opened is no news; a place is kept once somebody has moved. */
  function note(): void {
    const now = here();
    if (!isKnown.value || !now) return;
    const isNews = kept !== null && !isSame(kept, now);
    kept = now;
    if (isNews) void keepPlace(member, lesson, now);
  }

  let timer: ReturnType<typeof setInterval>;
  onMounted(() => (timer = setInterval(note, EVERY_MS)));
  onBeforeUnmount(() => {
    clearInterval(timer);
    note();
    void sendNotes();
  });
  return { start, isKnown, note };
}

const isSame = (one: Mark, other: Mark) => one.part === other.part && one.position_seconds === other.position_seconds;
