import { expect, it } from "vitest";
import { OFFLINE, refused } from "./problems.ts";
import { useDeed } from "./use_deed.ts";

it("is done once, however often it is pressed", async () => {
  let done = 0;
  const { attempt } = useDeed();
  const deed = async () => ({ ok: true as const, data: ++done });
  expect(await Promise.all([attempt(deed), attempt(deed)])).toEqual([{ ok: true, data: 1 }, { ok: false }]);
});

it("keeps what stood against it until it is done", async () => {
  const { attempt, problem, busy } = useDeed();
  await attempt(async () => refused(OFFLINE));
  expect([problem.value, busy.value]).toEqual([OFFLINE, false]);
  await attempt(async () => ({ ok: true, data: null }));
  expect(problem.value).toBeNull();
});
