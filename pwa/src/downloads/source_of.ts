/** Shows a lesson from the files on this phone where they are, and by its links where they are not. */
import { onUnmounted, shallowRef, watch, type ShallowRef } from "vue";
import type { Lesson } from "../courses/shapes.ts";
import { fileAt, linksOf, showing } from "./files_of.ts";
import { wholeFile } from "./kept_files.ts";

export interface Source {
  /** The lesson, its links (medium, captions, pictures) good for where they lead to. */
  lesson: Lesson;
  /** Nothing of it needs a network. */
  onThisPhone: boolean;
}

/**
 * `const source = useSource(() => props.lesson)`: null while this phone is asked what it holds.
 * A file keeps its address as long as the page is open, so that a new answer of the server does not start a film anew.
 */
export function useSource(lesson: () => Lesson): ShallowRef<Source | null> {
  const source = shallowRef<Source | null>(null);
  const addresses = new Map<string, string>();
  let newest = 0;

  async function find(now: Lesson): Promise<void> {
    const mine = ++newest;
    const files = linksOf(now).map(fileAt);
    for (const file of files) await open(file);
    if (mine !== newest) return;
    source.value = { lesson: showing(now, addresses), onThisPhone: files.every((file) => addresses.has(file)) };
  }

  async function open(file: string): Promise<void> {
    const blob = addresses.has(file) ? null : await wholeFile(file, typeOf(file)).catch(() => null);
    if (blob && !addresses.has(file)) addresses.set(file, URL.createObjectURL(blob));
  }

  watch(lesson, (now) => void find(now), { immediate: true });
  onUnmounted(() => {
    newest++;
    addresses.forEach((address) => URL.revokeObjectURL(address));
  });
  return source;
}

const TYPES: Record<string, string> = {
  mp4: "video/mp4",
  webm: "video/webm",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  ogg: "audio/ogg",
  pdf: "application/pdf",
  vtt: "text/vtt",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

/** A kept file says its kind by its ending, as on the server. */
function typeOf(file: string): string {
  return TYPES[file.slice(file.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
}
