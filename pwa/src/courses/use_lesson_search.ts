/** Asks the server for what the kept catalogue does not hold: lessons' titles, and courses' summaries. */
import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from "vue";
import { searchCourses } from "./api.ts";
import { termOf } from "./find_courses.ts";
import type { Course } from "./shapes.ts";

export interface FoundLesson {
  id: number;
  title: string;
  course: string;
}

const TYPING_MS = 300;
const MOST = 20;

/** Nothing while one types, nothing without a network: what the phone finds itself stands above. */
export function useLessonSearch(words: Ref<string>) {
  const courses = shallowRef<Course[]>([]);
  const pending = ref(false);
  let typing: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;

  async function ask(q: string): Promise<void> {
    const mine = ++newest;
    const answer = await searchCourses(q, MOST);
    if (mine !== newest) return;
    [courses.value, pending.value] = [answer.ok ? answer.data.items : [], false];
  }

  function askSoon(): void {
    clearTimeout(typing);
    courses.value = [];
    newest++;
    pending.value = Boolean(termOf(words.value));
    if (pending.value) typing = setTimeout(() => void ask(words.value.trim()), TYPING_MS);
  }

  watch(words, askSoon, { immediate: true });
  onUnmounted(() => clearTimeout(typing));
  return { courses, pending, lessons: computed(() => lessonsOf(courses.value)) };
}

export function lessonsOf(courses: Pick<Course, "title" | "found_lessons">[]): FoundLesson[] {
  return courses.flatMap(({ title, found_lessons }) => found_lessons.map((lesson) => ({ ...lesson, course: title })));
}
