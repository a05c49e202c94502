import { expect, it, vi } from "vitest";
import type { Answer } from "./problems.ts";
import { usePager, type Page } from "./use_pager.ts";

const page = (items: number[], next: string | null): Answer<Page<number>> => ({ ok: true, data: { items, next } });

it("reads page after page, and from the start again", async () => {
  const asked: (string | undefined)[] = [];
  const pager = usePager(async (after) => {
    asked.push(after);
    return after ? page([3], null) : page([1, 2], "cursor");
  });
  await vi.waitFor(() => expect(pager.items.value).toEqual([1, 2]));
  await pager.more();
  expect(pager.items.value).toEqual([1, 2, 3]);
  await pager.more();
  await pager.restart();
  expect(pager.items.value).toEqual([1, 2]);
  expect(asked).toEqual([undefined, "cursor", undefined]);
});

it("is empty only once it has asked", async () => {
  const pager = usePager(async () => page([], null));
  expect(pager.isEmpty.value).toBe(false);
  await vi.waitFor(() => expect(pager.isEmpty.value).toBe(true));
});

it("keeps what it has when a later page fails", async () => {
  const pager = usePager(async (after): Promise<Answer<Page<number>>> =>
    after ? { ok: false, problem: { code: "offline" } } : page([1], "cursor"),
  );
  await vi.waitFor(() => expect(pager.hasMore.value).toBe(true));
  await pager.more();
  expect(pager.items.value).toEqual([1]);
  expect(pager.problem.value?.code).toBe("offline");
});
