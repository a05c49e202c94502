import { beforeEach, expect, it, vi } from "vitest";
import { effectScope } from "vue";
import { OFFLINE, type Answer } from "./problems.ts";
import { forgetAll, recall, remember } from "./remembered.ts";
import { usePage } from "./use_page.ts";

beforeEach(forgetAll);

function open<T>(ask: () => Promise<Answer<T>>, key?: string) {
  return effectScope().run(() => usePage(ask, { key }))!;
}

it("shows the server's answer and remembers it", async () => {
  const page = open(async () => ({ ok: true, data: { hours: 3 } }), "summary");
  await vi.waitFor(() => expect(page.data.value).toEqual({ hours: 3 }));
  expect(page.staleSince.value).toBeNull();
  await vi.waitFor(async () => expect((await recall("summary"))?.value).toEqual({ hours: 3 }));
});

it("shows the last known copy, with its age, while the server can't be reached", async () => {
  await remember("summary", { hours: 2 });
  const page = open<unknown>(async () => ({ ok: false, problem: OFFLINE }), "summary");
  await vi.waitFor(() => expect(page.problem.value).toEqual(OFFLINE));
  expect(page.data.value).toEqual({ hours: 2 });
  expect(page.staleSince.value).toBeGreaterThan(0);
});

it("shows no copy of what is there no more, and forgets it", async () => {
  await remember("lesson", { title: "撤下的课" });
  const gone = { code: "not_found", status: 404 };
  const page = open<unknown>(async () => ({ ok: false, problem: gone }), "lesson");
  await vi.waitFor(() => expect(page.problem.value).toEqual(gone));
  expect([page.data.value, page.staleSince.value]).toEqual([null, null]);
  await vi.waitFor(async () => expect(await recall("lesson")).toBeNull());
});

it("replaces the copy with the truth", async () => {
  await remember("summary", { hours: 2 });
  const page = open(async () => ({ ok: true, data: { hours: 5 } }), "summary");
  await vi.waitFor(() => expect(page.data.value).toEqual({ hours: 5 }));
  expect(page.staleSince.value).toBeNull();
});

it("lets only the newest question answer", async () => {
  let finishFirst: (answer: Answer<string>) => void = () => {};
  const answers = [
    new Promise<Answer<string>>((resolve) => (finishFirst = resolve)),
    Promise.resolve({ ok: true as const, data: "second" }),
  ];
  const page = open(() => answers.shift()!);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  await page.again();
  finishFirst({ ok: true, data: "first" });
  await Promise.resolve();
  expect(page.data.value).toBe("second");
});
