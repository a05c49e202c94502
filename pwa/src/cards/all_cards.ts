/** Reads every card of an organisation, page after page, for one print. */
import type { Answer } from "../core/problems.ts";
import type { Page } from "../core/use_pager.ts";
import type { Card } from "./api.ts";

/** More than anybody prints at once, and little enough for a browser to lay out. */
export const MOST = 1000;

export async function allCards(
  ask: (after?: string) => Promise<Answer<Page<Card>>>,
  soFar: (count: number) => void,
): Promise<Answer<{ cards: Card[]; more: boolean }>> {
  const cards: Card[] = [];
  let after: string | undefined;
  do {
    const answer = await ask(after);
    if (!answer.ok) return answer;
    cards.push(...answer.data.items);
    soFar(cards.length);
    after = answer.data.next ?? undefined;
  } while (after && cards.length < MOST);
  return { ok: true, data: { cards, more: after !== undefined } };
}
