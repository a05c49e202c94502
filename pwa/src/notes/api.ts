/** Asks for a member's own notes and places, and sends what changed. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { MyNote, NewNote, NewPlace, Note, Place } from "./shapes.ts";

export const listNotes = (lesson_id: number, after?: string) =>
  answer<Page<Note>>(
    client.GET("/api/lessons/{lesson_id}/notes", { params: { path: { lesson_id }, query: { limit: 100, after } } }),
  );

export const listMyNotes = (after?: string) =>
  answer<Page<MyNote>>(client.GET("/api/me/notes", { params: { query: { limit: 100, after } } }));

export const putNote = (lesson_id: number, note_id: string, body: NewNote) =>
  answer<Note>(
    client.PUT("/api/lessons/{lesson_id}/notes/{note_id}", { params: { path: { lesson_id, note_id } }, body }),
  );

export const deleteNote = (lesson_id: number, note_id: string, changed_ms: number) =>
  answer<void>(
    client.DELETE("/api/lessons/{lesson_id}/notes/{note_id}", {
      params: { path: { lesson_id, note_id }, query: { changed_ms } },
    }) as Promise<{ data?: void; error?: unknown; response: Response }>,
  );

export const getPlace = (lesson_id: number) =>
  answer<Place>(client.GET("/api/lessons/{lesson_id}/place", { params: { path: { lesson_id } } }));

export const putPlace = (lesson_id: number, body: NewPlace) =>
  answer<Place>(client.PUT("/api/lessons/{lesson_id}/place", { params: { path: { lesson_id } }, body }));
