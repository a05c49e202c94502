/** Keeps a board fresh by asking every few seconds; an unchanged board costs the server almost nothing. */
import { send } from "../core/http.ts";
import { OFFLINE, type Problem } from "../core/problems.ts";
import { problemOf } from "../core/read_answer.ts";
import type { Board } from "./shapes.ts";

export const EVERY_MS = 2_500;
/** After a failure the next question waits longer each time, up to this. */
const SLOWEST_MS = 20_000;

export interface BoardWatch {
  show: (board: Board) => void;
  /** The last question failed (null: it was answered). */
  trouble: (problem: Problem | null) => void;
  ask?: (request: Request) => Promise<Response>;
}

/** Asks at once and then regularly, until stopped; silent while nobody looks at the page. */
export function watchBoard(meetingId: number, { show, trouble, ask = send }: BoardWatch) {
  const url = new URL(`/api/meetings/${meetingId}/board`, location.origin);
  let etag: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = EVERY_MS;
  let newest = 0;

  async function turn(): Promise<void> {
    const mine = ++newest;
    clearTimeout(timer);
    if (document.hidden) return;
    const problem = await question(() => mine === newest);
    if (mine !== newest) return;
    trouble(problem);
    wait = problem ? Math.min(2 * wait, SLOWEST_MS) : EVERY_MS;
    timer = setTimeout(() => void turn(), wait);
  }

  async function question(stillWanted: () => boolean): Promise<Problem | null> {
    try {
      const response = await ask(new Request(url, { headers: etag ? { "If-None-Match": etag } : {} }));
      if (response.status === 304) return null;
      const body: unknown = await response.json();
      if (!response.ok) return problemOf(response, body);
      if (stillWanted()) take(body as Board, response.headers.get("ETag"));
      return null;
    } catch {
      return OFFLINE;
    }
  }

  function take(board: Board, mark: string | null): void {
    etag = mark;
    show(board);
  }

  const again = () => void turn();
  addEventListener("online", again);
  document.addEventListener("visibilitychange", again);
  again();

  function stop(): void {
    newest++;
    clearTimeout(timer);
    removeEventListener("online", again);
    document.removeEventListener("visibilitychange", again);
  }

  return { again, stop };
}
