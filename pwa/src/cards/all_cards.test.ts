import { expect, it } from "vitest";
import { refused, type Answer } from "../core/problems.ts";
import type { Page } from "../core/use_pager.ts";
import { allCards, MOST } from "./all_cards.ts";
import type { Card } from "./api.ts";

const cards = (count: number) => Array.from({ length: count }, (_, place) => ({ member_id: place }) as Card);
const page = (count: number, next: string | null): Answer<Page<Card>> => ({
  ok: true,
  data: { items: cards(count), next },
});

it("reads page after page to the end, and says how far it is", async () => {
  const asked: (string | undefined)[] = [];
  const counts: number[] = [];
  const ask = async (after?: string) => (asked.push(after), after ? page(7, null) : page(100, "next"));
  const answer = await allCards(ask, (count) => counts.push(count));
  expect(answer).toMatchObject({ ok: true, data: { more: false } });
  expect(answer.ok && answer.data.cards).toHaveLength(107);
  expect([asked, counts]).toEqual([
    [undefined, "next"],
    [100, 107],
  ]);
});

it("stops where nobody would print on, and says that there is more", async () => {
  const answer = await allCards(
    async () => page(100, "next"),
    () => {},
  );
  expect(answer).toMatchObject({ ok: true, data: { more: true } });
  expect(answer.ok && answer.data.cards).toHaveLength(MOST);
});

it("gives what the server said against it", async () => {
  const answer = await allCards(
    async (after) => (after ? refused({ code: "offline" }) : page(100, "next")),
    () => {},
  );
  expect(answer).toEqual({ ok: false, problem: { code: "offline" } });
});
