/** Asks the server about what authors write and upload. */
import { answer, client, sendFile } from "../core/http.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { readAnswer } from "../core/read_answer.ts";
import type { Page } from "../core/use_pager.ts";
import type {
  AuthoredCourse,
  AuthoredLesson,
  CourseChanges,
  CourseRow,
  Kind,
  LessonChanges,
  Preview,
  StoredMedium,
  Upload,
} from "./shapes.ts";

const ofCourse = (course_id: number) => ({ params: { path: { course_id } } });
const ofLesson = (authoredlesson_id: number) => ({ params: { path: { authoredlesson_id } } });
const ofUpload = (upload_id: number) => ({ params: { path: { upload_id } } });

export const listAuthoredCourses = (organisation_id: number, after?: string) =>
  answer<Page<CourseRow>>(
    client.GET("/api/organisations/{organisation_id}/authored-courses", {
      params: { path: { organisation_id }, query: { after } },
    }),
  );

export const beginCourse = (
  organisation_id: number,
  body: { operation_id: string; title: string; category: string; summary: string },
) =>
  answer<AuthoredCourse>(
    client.POST("/api/organisations/{organisation_id}/authored-courses", {
      params: { path: { organisation_id } },
      body,
    }),
  );

export const getAuthoredCourse = (id: number) =>
  answer<AuthoredCourse>(client.GET("/api/authored-courses/{course_id}", ofCourse(id)));

export const changeCourse = (id: number, body: CourseChanges) =>
  answer<AuthoredCourse>(client.PATCH("/api/authored-courses/{course_id}", { ...ofCourse(id), body }));

export const beginLesson = (id: number, body: { operation_id: string; title: string; kind: Kind }) =>
  answer<AuthoredLesson>(client.POST("/api/authored-courses/{course_id}/lessons", { ...ofCourse(id), body }));

export const orderLessons = (id: number, body: { state: string; lesson_ids: number[] }) =>
  answer<AuthoredCourse>(client.PUT("/api/authored-courses/{course_id}/order", { ...ofCourse(id), body }));

/** `draft_changed` when anything was saved that the author has not seen. */
export const publishCourse = (id: number, state: string) =>
  answer<AuthoredCourse>(
    client.POST("/api/authored-courses/{course_id}/publications", { ...ofCourse(id), body: { state } }),
  );

export const withdrawCourse = (id: number) =>
  answer<AuthoredCourse>(client.DELETE("/api/authored-courses/{course_id}/publications", ofCourse(id)));

export const getAuthoredLesson = (id: number) =>
  answer<AuthoredLesson>(client.GET("/api/authored-lessons/{authoredlesson_id}", ofLesson(id)));

export const changeLesson = (id: number, body: LessonChanges) =>
  answer<AuthoredLesson>(client.PATCH("/api/authored-lessons/{authoredlesson_id}", { ...ofLesson(id), body }));

export const removeLesson = (id: number) =>
  answer(client.DELETE("/api/authored-lessons/{authoredlesson_id}", ofLesson(id)));

export const previewText = (body: string) => answer<Preview>(client.POST("/api/text-previews", { body: { body } }));

/** A new upload, or the one of the same mark as far as it has come. */
export const beginUpload = (body: { name: string; bytes: number; mark: string }) =>
  answer<Upload>(client.POST("/api/uploads", { body }));

export const getUpload = (id: number) => answer<Upload>(client.GET("/api/uploads/{upload_id}", ofUpload(id)));

export async function sendPart(id: number, offset: number, part: Blob): Promise<Answer<Upload>> {
  const headers = { "Content-Type": "application/octet-stream" };
  const address = new URL(`/api/uploads/${id}/parts/${offset}`, location.origin);
  try {
    return await readAnswer<Upload>(await sendFile(new Request(address, { method: "PUT", body: part, headers })));
  } catch {
    return refused(OFFLINE);
  }
}

/** The server looks a large file through before it answers. */
export async function keepUpload(id: number): Promise<Answer<StoredMedium>> {
  const headers = { "Content-Type": "application/json" };
  const address = new URL(`/api/uploads/${id}/media`, location.origin);
  try {
    return await readAnswer(await sendFile(new Request(address, { method: "POST", body: "{}", headers })));
  } catch {
    return refused(OFFLINE);
  }
}

export const cancelUpload = (id: number) => answer(client.DELETE("/api/uploads/{upload_id}", ofUpload(id)));
