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
  /** By the clock that nobody can set, which belongs to one page. Older versions kept neither. */
  boot_id?: string;
  monotonic_from_ms?: number;
  monotonic_to_ms?: number;
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

/** A note beside a lesson (see notes/): `saved` on this phone until the server has this state of it. */
export interface StoredNote {
  id: string;
  member_id: number;
  lesson_id: number;
  lesson_title: string;
  lesson_kind: "text" | "video" | "audio" | "pdf";
  course_id: number;
  course_title: string;
  state: "saved" | "delivered";
  /** Of a film or a sound. */
  position_seconds: number | null;
  /** Page of a PDF, or paragraph of a text, from 1. */
  part: number | null;
  text: string;
  deleted: boolean;
  changed_ms: number;
  /** Why the server took it not, once it said so: it then stays on this phone alone. */
  refused?: string;
}

/** Where a member was last in a lesson (see notes/): the newest that this phone knows of. */
export interface StoredPlace {
  member_id: number;
  lesson_id: number;
  lesson_version: number;
  state: "saved" | "delivered";
  position_seconds: number | null;
  part: number | null;
  changed_ms: number;
}

/** A lesson taken along (see downloads/). */
export interface StoredDownload {
  lesson_id: number;
  course_id: number;
  member_id: number;
  title: string;
  course_title: string;
  /** Of what is here; 0 until all of it is. */
  version: number;
  state: "waiting" | "complete" | "refused";
  /** What all of it comes to, as far as known, and what of it is here. */
  bytes: number;
  kept_bytes: number;
  /** Why it can't be taken, as a problem's code. */
  refused?: string;
  /** A PDF, which opens only with the reader's own parts. */
  needs_reader?: boolean;
  /** Whether the member has completed it, when the server last said so. */
  completed: boolean;
  asked_at: number;
}

/** A stretch of a file of a lesson, as it came; `file` is the path it is asked for by. The lesson's own answer is one of them. */
export interface StoredPart {
  file: string;
  offset: number;
  lesson_id: number;
  /** How long the whole file is, and its ETag: of a file that changed, nothing is put together with what came before. */
  whole_bytes: number;
  etag: string;
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
  places!: Table<StoredPlace, [number, number]>;
  downloads!: Table<StoredDownload, number>;
  download_parts!: Table<StoredPart, [string, number]>;

  constructor() {
    // What is called saved must be on the disk, also when the battery dies in the next second.
    super("muster", { chromeTransactionDurability: "strict" });
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
        places: "[member_id+lesson_id], [member_id+state]",
        downloads: "lesson_id, course_id, member_id",
        download_parts: "[file+offset], file, lesson_id",
      })
      .upgrade((change) => change.table("remembered").clear());
  }
}

export const db = new MusterDatabase();
