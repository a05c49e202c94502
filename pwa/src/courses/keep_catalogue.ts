/** Keeps the whole catalogue on this phone, and asks the server only whether it has changed. */
import { send } from "../core/http.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { readAnswer } from "../core/read_answer.ts";
import { recall, remember, type Copy } from "../core/remembered.ts";
import type { Catalogue } from "./shapes.ts";

/** The catalogue with the version that the server gave it. */
export interface KeptCatalogue {
  etag: string;
  catalogue: Catalogue;
}

const KEPT = "catalogue";
/** Apart from it: to note that it is still true must not write all of it again. */
const CONFIRMED = "catalogue-confirmed";

/** The kept catalogue, and when the server last said that it is true. */
export async function recallCatalogue(): Promise<Copy<KeptCatalogue> | null> {
  const [kept, confirmed] = await Promise.all([recall<KeptCatalogue>(KEPT), recall<string>(CONFIRMED)]);
  return kept && { value: kept.value, at: confirmed?.value === kept.value.etag ? confirmed.at : kept.at };
}

/** The catalogue as it is now: the kept one where the server says that nothing changed. */
export async function refreshCatalogue(kept: KeptCatalogue | null, ask = send): Promise<Answer<KeptCatalogue>> {
  const headers = kept ? { "If-None-Match": kept.etag } : undefined;
  const response = await ask(new Request(`${location.origin}/api/catalogue`, { headers })).catch(() => null);
  if (!response) return refused(OFFLINE);
  if (response.status === 304 && kept) return confirm(kept);
  const answer = await readAnswer<Catalogue>(response);
  return answer.ok ? keep({ etag: response.headers.get("ETag") ?? "", catalogue: answer.data }) : answer;
}

async function confirm(kept: KeptCatalogue): Promise<Answer<KeptCatalogue>> {
  await remember(CONFIRMED, kept.etag);
  return { ok: true, data: kept };
}

async function keep(fresh: KeptCatalogue): Promise<Answer<KeptCatalogue>> {
  await remember(KEPT, fresh);
  return { ok: true, data: fresh };
}
