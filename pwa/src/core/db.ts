/** What this device keeps: last known pages, what waits to be sent, and its own settings. */
import Dexie, { type EntityTable, type Table } from "dexie";
import type { Moment } from "./moment.ts";

/** The last answer the server gave for a page, shown while it can't be reached. */
export interface Remembered {
  key: string;
  value: unknown;
  at: number;
}

/** A stretch of study: `open` while it grows, `saved` once it waits to be sent (see study/). */
export interface StoredSegment {
  id: string;
  member_id: number;
  state: "open" | "saved";
  lesson_id: number;
  lesson_title: string;
  lesson_version: number;
  device: string;
  started_ms: number;
  ended_ms: number;
  media_from: number;
  media_to: number;
  rate: number;
  anchor: string;
}

/** A sign-in on its way: what was scanned (or typed), and when, is kept before anything is sent (see sign_in/). */
export interface StoredScan extends Moment {
  operation_id: string;
  /** Who signs in; null until somebody is signed in to the app. */
  member_id: number | null;
  code?: string;
  ticket?: string;
  meeting_id?: number;
  digits?: string;
  /** What typed digits are for; a code says it itself. */
  purpose?: "in" | "out" | "check";
  /** The meeting's title, once the server has said it. */
  title?: string;
  state: "scanned" | "exchanged";
}

/** A mark that a secretary made on this phone, until the server has it (see board/). */
export interface StoredMark extends Moment {
  operation_id: string;
  meeting_id: number;
  /** Who made it: another secretary on this phone must not send it as theirs. */
  marked_by: number;
  kind: "in" | "out";
  /** Who is marked, as far as the kept board tells; a card or a reply may tell it to the server alone. */
  member_id: number | null;
  name: string | null;
  reason?: string;
  card?: string;
  reply?: string;
  /** Why the server took it not, once it said so: kept until the secretary has read it. */
  refused?: string;
}

/** This browser's own key (see device_key.ts). */
export interface StoredDeviceKey {
  id: string;
  private_key: CryptoKey;
  public_key: string;
}

/** A note written beside a lesson, on this phone before it is at the server (see notes/). */
export interface StoredNote {
  id: string;
  member_id: number;
  lesson_id: number;
  state: "saved" | "deleted" | "delivered";
  position_seconds: number;
  text: string;
  changed_at: number;
}

/** A lesson taken along (see downloads/). */
export interface StoredDownload {
  lesson_id: number;
  course_id: number;
  member_id: number;
  /** Kept apart from the lesson: before it has come, the title is all there is to show. */
  title: string;
  course_title: string;
  /** What the server said of the lesson; null until it has been asked. */
  lesson: unknown;
  version: number;
  state: "waiting" | "complete" | "refused";
  /** What the server said the files come to, and what of it is here. */
  bytes: number;
  kept_bytes: number;
  /** Why it can't be taken, in the words of problem codes. */
  refused?: string;
  asked_at: number;
}

/** A stretch of a file of a lesson, as it came; `file` is the path it is asked for by. */
export interface StoredPart {
  file: string;
  offset: number;
  lesson_id: number;
  /** How long the whole file is, and its ETag: a file that changed is asked for anew. */
  whole_bytes: number;
  etag: string;
  type: string;
  content: Blob;
}

export interface Setting {
  key: string;
  value: unknown;
}

export class MusterDatabase extends Dexie {
  remembered!: EntityTable<Remembered, "key">;
  segments!: EntityTable<StoredSegment, "id">;
  scans!: Table<StoredScan, string>;
  settings!: EntityTable<Setting, "key">;
  marks!: EntityTable<StoredMark, "operation_id">;
  device_keys!: EntityTable<StoredDeviceKey, "id">;
  notes!: EntityTable<StoredNote, "id">;
  downloads!: Table<StoredDownload, number>;
  download_parts!: Table<StoredPart, [string, number]>;

  constructor() {
    super("muster");
    this.version(1).stores({
      remembered: "key",
      segments: "id, [member_id+state], lesson_id",
      scans: "operation_id, state",
      settings: "key",
    });
    // Copies of pages are of another shape since; what waits to be sent stays.
    this.version(2)
      .stores({ marks: "operation_id, meeting_id", device_keys: "id" })
      .upgrade((change) => change.table("remembered").clear());
    this.version(3)
      .stores({
        notes: "id, lesson_id, [member_id+state]",
        downloads: "lesson_id, course_id, member_id",
        download_parts: "[file+offset], lesson_id",
      })
      .upgrade((change) => change.table("remembered").clear());
  }
}

export const db = new MusterDatabase();
