/** Asks again by itself where a busy server says when: nobody should have to tap twice because many signed in at once. */

const TRIES = 7;
const SLOWER = 1.6; // each time: a whole hall that asks again must not come all at once

/** The answer to a request, at the latest that of the seventh try, after about half a minute. */
export async function untilServed(request: Request, ask: (copy: Request) => Promise<Response>): Promise<Response> {
  for (let tried = 1; tried < TRIES; tried += 1) {
    const response = await ask(request.clone());
    const seconds = Number(response.headers.get("Retry-After"));
    if (response.status !== 503 || !(seconds > 0)) return response;
    await pause(1000 * seconds * SLOWER ** tried * Math.random());
  }
  return ask(request);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
