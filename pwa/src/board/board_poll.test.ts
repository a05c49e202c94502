import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EVERY_MS, watchBoard } from "./board_poll.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const board = (signed_in_count: number) => ({ meeting: { signed_in_count }, missing: [], signed_in: [] });
const fresh = (count: number, etag: string) => Response.json(board(count), { headers: { ETag: etag } });
const unchanged = () => new Response(null, { status: 304 });

function secretary(...answers: (Response | Error)[]) {
  const marks: (string | null)[] = [];
  const shown: number[] = [];
  const troubles: (string | undefined)[] = [];
  const watch = watchBoard(7, {
    show: ({ meeting }) => shown.push(meeting.signed_in_count),
    trouble: (problem) => troubles.push(problem?.code),
    ask: async (request) => {
      marks.push(request.headers.get("If-None-Match"));
      const answer = answers.shift() ?? unchanged();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { marks, shown, troubles, watch };
}

it("asks with the mark of the last board, and shows only what changed", async () => {
  const { marks, shown, watch } = secretary(fresh(1, '"a"'), unchanged(), fresh(2, '"b"'));
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS + 10);
  expect(marks).toEqual([null, '"a"', '"a"', '"b"']);
  expect(shown).toEqual([1, 2]);
  watch.stop();
});

it("says when the server is not reached, asks less often, and recovers", async () => {
  const { troubles, marks, watch } = secretary(new TypeError("no network"), fresh(1, '"a"'));
  await vi.advanceTimersByTimeAsync(EVERY_MS + 10);
  expect(marks).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(troubles).toEqual(["offline", undefined]);
  watch.stop();
});

it("rests while nobody looks, and asks at once when somebody does", async () => {
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  const { marks, watch } = secretary();
  await vi.advanceTimersByTimeAsync(4 * EVERY_MS);
  expect(marks).toHaveLength(0);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(10);
  expect(marks).toHaveLength(1);
  watch.stop();
});

it("passes the server's refusal on", async () => {
  const { troubles, watch } = secretary(Response.json({ code: "not_found" }, { status: 404 }));
  await vi.advanceTimersByTimeAsync(10);
  expect(troubles).toEqual(["not_found"]);
  watch.stop();
});
