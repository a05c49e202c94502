import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { keepMember } from "../core/kept_member.ts";
import { accepts, aServer, CODE, givesTicket, signInAs, wang } from "./a_server.ts";
import { beginScan, deliver } from "./scan_outbox.ts";

/** A second tab of the same browser: its modules begin anew, what the browser keeps is shared. */
async function openOtherTab() {
  vi.resetModules();
  const [tokens, outbox, session] = await Promise.all([
    import("../core/tokens.ts"),
    import("./scan_outbox.ts"),
    import("../core/session.ts"),
  ]);
  return { ...tokens, ...outbox, ...session };
}

let server: ReturnType<typeof aServer>;

beforeEach(async () => {
  server = aServer();
  await db.scans.clear();
  signInAs(null);
});
afterEach(() => {
  keepMember(null);
  vi.unstubAllGlobals();
});

it("delivers the scan of one tab by the login in another, and both tabs say so", async () => {
  server.answers = [givesTicket, accepts, accepts];
  const scan = await beginScan(CODE);
  expect(await deliver(scan)).toMatchObject({ state: "sign_in_first" });

  const other = await openOtherTab();
  other.keepToken("token");
  other.become(wang);
  expect(await other.sendWaiting()).toBe(0);
  expect(await db.scans.count()).toBe(0);

  signInAs(wang); // as this tab is told by the browser's storage
  expect(await deliver(scan)).toMatchObject({ state: "delivered" });
  const [asked, there, here] = server.sent;
  expect(asked!.path).toBe("/api/sign-in-tickets");
  expect(there!.body).toMatchObject({ operation_id: scan.operation_id, ticket: "t-1" });
  // The same operation again: the server answers it like the first.
  expect(here!.body.operation_id).toBe(scan.operation_id);
  expect(await db.scans.count()).toBe(0);
});

it("uses the ticket of the code, whichever tab sends it: the code itself may be dead by then", async () => {
  server.answers = [givesTicket, accepts];
  const scan = await beginScan(CODE);
  await deliver(scan);
  signInAs(wang); // in another tab, and this one is the quicker to send
  expect(await deliver(scan)).toMatchObject({ state: "delivered" });
  expect(server.sent[1]!.body).toMatchObject({ ticket: "t-1", waited_ms: null });
});

it("waits for another tab that sends the same scan", async () => {
  signInAs(wang);
  const scan = await beginScan(CODE);
  const order: string[] = [];
  const locks = { request: (name: string, task: () => Promise<unknown>) => (order.push(name), task()) };
  vi.stubGlobal("navigator", { ...navigator, locks });
  server.answers = [accepts];
  await deliver(scan);
  expect(order).toContain(`muster.scan-${scan.operation_id}`);
});
