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
  lesson_version: number;
  device: string;
  started_ms: number;
  ended_ms: number;
  media_from: number;
  media_to: number;
  rate: number;
  anchor: string;
}

/** A sign-in on its way: the scan is kept before anything is sent (see meetings/). */
export interface StoredScan {
  operation_id: string;
  member_id: number | null;
  code?: string;
  ticket?: string;
  at: number;
  state: string;
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
