/** Fetches a file and hands it to the browser to keep. */
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { problemOf } from "../core/read_answer.ts";

/** Gives the file's name, or why there is none. */
export async function download(asked: Promise<Response>, keep = handOver): Promise<Answer<string>> {
  try {
    const response = await asked;
    if (!response.ok) return refused(problemOf(response, await response.json().catch(() => null)));
    const name = nameOf(response.headers.get("Content-Disposition"));
    keep(await response.blob(), name);
    return { ok: true, data: name };
  } catch {
    return refused(OFFLINE);
  }
}

/** `attachment; filename="study-hours-2026-11-01-2026-11-30.csv"`, or for other signs `filename*=UTF-8''%E6%80%A5%E6%95%91.zip` */
export function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([\w!#$&+.^`|~%-]+)/i.exec(disposition ?? "")?.[1];
  if (encoded) return decoded(encoded);
  return /filename="?([^";]+)"?/.exec(disposition ?? "")?.[1] ?? "report";
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const KEPT_FOR_MS = 60_000;

export function handOver(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // Some browsers read it only after a question to the user.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_MS);
}
