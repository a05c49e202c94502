/** A note for tests: Wang's, on the first lesson. */
import type { About } from "./note_store.ts";
import type { MyNote, Note } from "./shapes.ts";

export const WANG = 2;
export const about: About = {
  member_id: WANG,
  lesson_id: 3,
  lesson_title: "第一课",
  lesson_kind: "video",
  course_id: 1,
  course_title: "急救",
};

/** As the server tells it. */
export const note = (id: string, text: string, position_seconds: number | null = 65): Note => ({
  id,
  text,
  position_seconds,
  part: null,
  deleted: false,
  changed_ms: 1000,
});

export const toldNote = (id: string, text: string) => ({ ...note(id, text), about });

export const myNote = (id: string, lesson: number, position_seconds: number, course = 1): MyNote => ({
  ...note(id, id, position_seconds),
  lesson: { id: lesson, title: `第${lesson}课`, kind: "video", can_open: true },
  course: { id: course, title: `课程${course}` },
});
