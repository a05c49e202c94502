/** Remembers the last question on this device, so that the report that is wanted each month needs no choosing. */
import { serverNow } from "../core/clock.ts";
import { dayOf } from "../core/format.ts";
import type { Answer } from "../core/problems.ts";
import { recall, remember } from "../core/remembered.ts";
import type { Named } from "../core/shapes.ts";
import { getOrganisation, listOrganisations } from "../organisations/api.ts";
import { firstQuestion, type Question } from "./question.ts";
import type { Kind } from "./shapes.ts";

const KEY = "report-question";

export const keepQuestion = (question: Question) => remember(KEY, question);

export const lastQuestion = async (): Promise<Question | null> => (await recall<Question>(KEY))?.value ?? null;

/** The last question of this kind, or its first one about the place that was asked about last; `asked` is an organisation's id. */
export async function beginQuestion(kind: Kind, asked: number): Promise<Answer<Question | null>> {
  const last = asked ? null : await lastQuestion();
  if (last?.kind === kind) return { ok: true, data: last };
  const place = await placeToAskAbout(asked, last);
  return place.ok ? { ok: true, data: place.data && firstQuestion(kind, place.data, dayOf(serverNow())) } : place;
}

async function placeToAskAbout(asked: number, last: Question | null): Promise<Answer<Named | null>> {
  if (last) return { ok: true, data: last.organisation };
  return asked ? getOrganisation(asked) : largest();
}

/** The largest organisation that I look after; null where there is none. */
async function largest(): Promise<Answer<Named | null>> {
  const answer = await listOrganisations({ limit: 100 });
  if (!answer.ok) return answer;
  const mine = answer.data.items.filter(({ can }) => can.includes("view_reports"));
  const [first = null] = mine.sort((one, other) => other.member_count - one.member_count);
  return { ok: true, data: first && { id: first.id, name: first.name } };
}
