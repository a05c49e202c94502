/** What this device keeps: last known pages, what waits to be sent, and its own settings. */
import Dexie, { type EntityTable, type Table } from "dexie";

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

/** A sign-in on its way: what was scanned (or typed) is kept before anything is sent (see meetings/). */
export interface StoredScan {
  operation_id: string;
  /** Who signs in; null until somebody is signed in to the app. */
  member_id: number | null;
  code?: string;
  ticket?: string;
  meeting_id?: number;
  digits?: string;
  /** The meeting's title, once the server has said it. */
  title?: string;
  /** When it was scanned (ms of this device's clock). */
  at: number;
  state: "scanned" | "exchanged";
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

  constructor() {
    super("muster");
    this.version(1).stores({
      remembered: "key",
      segments: "id, [member_id+state], lesson_id",
      scans: "operation_id, state",
      settings: "key",
    });
  }
}

export const db = new MusterDatabase();
