/** Sends what was studied. */
import { answer, client } from "../core/http.ts";
import type { SegmentOut, StudyReceipt } from "./shapes.ts";

export const sendSegments = (segments: SegmentOut[]) =>
  answer<StudyReceipt>(client.POST("/api/study/segments", { body: { segments } }));
