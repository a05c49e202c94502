/** Asks the server to make a course of a package, and for a course as a package. */
import { sendFile } from "../core/http.ts";
import { newId } from "../core/new_id.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { readAnswer } from "../core/read_answer.ts";
import type { BroughtIn, Form } from "./shapes.ts";

/** Asked again for the same upload, as after a lost network, it is the same operation: one course comes of it. */
export function bringingIn(organisation: number): (upload: number) => Promise<Answer<BroughtIn>> {
  const operations = new Map<number, string>();
  return async (upload) => {
    if (!operations.has(upload)) operations.set(upload, newId());
    const body = JSON.stringify({ upload_id: upload, operation_id: operations.get(upload) });
    const address = new URL(`/api/organisations/${organisation}/packages`, location.origin);
    const headers = { "Content-Type": "application/json" };
    try {
      return await readAnswer<BroughtIn>(await sendFile(new Request(address, { method: "POST", body, headers })));
    } catch {
      return refused(OFFLINE);
    }
  };
}

export const askForPackage = (course: number, form: Form): Promise<Response> =>
  sendFile(new Request(new URL(`/api/authored-courses/${course}/package?format=${form}`, location.origin)));
