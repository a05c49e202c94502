/** Takes along what was asked for, a lesson at a time and in one tab at a time, as soon as there is a network. */
import { ref, watch } from "vue";
import { online } from "../core/connection.ts";
import { fetchPatiently } from "../core/fetch_patiently.ts";
import { oneTabAtATime } from "../core/one_tab.ts";
import { me } from "../core/session.ts";
import { getLesson } from "../courses/api.ts";
import { onDelivery } from "../study/deliveries.ts";
import { noteCompleted, rememberLessons, renewChanged } from "./keep_current.ts";
import { prepareReader } from "./prepare_reader.ts";
import { refuse, takeLesson, type Turn, type Way } from "./take_lesson.ts";
import { waitingFor } from "./wish_list.ts";

const EVERY_MS = 60_000;

/** The lesson that is on its way in this tab. */
export const onItsWay = ref<number | null>(null);

const way: Way = {
  getLesson,
  fetch: (url, headers) => fetchPatiently(new Request(url, { headers, credentials: "omit" })),
};
let running: Promise<void> | null = null;

/** Asked several times at once, it goes once. */
export function takeAlong(): Promise<void> {
  running ??= oneTabAtATime("downloads", takeAll).finally(() => ([running, onItsWay.value] = [null, null]));
  return running;
}

async function takeAll(): Promise<void> {
  const memberId = me.value?.id;
  const tried = new Set<number>();
  while (memberId && memberId === me.value?.id && online.value) {
    const next = (await waitingFor(memberId)).find(({ lesson_id }) => !tried.has(lesson_id));
    if (!next) return prepareReader();
    tried.add((onItsWay.value = next.lesson_id));
    if ((await takeLesson(next.lesson_id, way).catch((fault) => refuseRoom(next.lesson_id, fault))) === "stop") return;
  }
}

/** A phone that is full takes nothing more, however often it is asked. */
async function refuseRoom(lessonId: number, fault: unknown): Promise<Turn | "stop"> {
  if (isFull(fault)) await refuse(lessonId, "storage_full");
  return "stop";
}

function isFull(fault: unknown): boolean {
  const { name, inner } = fault as { name?: string; inner?: { name?: string } };
  return [name, inner?.name].includes("QuotaExceededError");
}

/** From the app's start on: goes on with what waits, and looks whether what is here has changed. */
export function keepTakingAlong(): void {
  const turn = () => void takeAlong().catch(() => undefined);
  const look = () => void renew().then(turn, turn);
  watch(() => me.value?.id, look, { immediate: true });
  watch(online, (now) => void (now && look()));
  document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && look()));
  setInterval(turn, EVERY_MS);
  onDelivery(({ lessons }) => void noteCompleted(lessons).catch(() => undefined));
}

async function renew(): Promise<void> {
  const memberId = me.value?.id;
  if (!memberId) return;
  await rememberLessons(memberId);
  if (online.value) await renewChanged(memberId);
}
