import { describe, expect, it } from "vitest";
import { refused } from "../core/problems.ts";
import { sendProofs } from "./send_proofs.ts";

const files = ["a", "b", "c"].map((name) => new File([name], name));

describe("photos that prove it", () => {
  it("are sent one after the other", async () => {
    const sent: string[] = [];
    const told: number[] = [];
    const outcome = await sendProofs(
      files,
      async ({ name }) => ({ ok: true, data: sent.push(name) }),
      (done) => told.push(done),
    );
    expect([sent, told]).toEqual([
      ["a", "b", "c"],
      [0, 1, 2],
    ]);
    expect(outcome).toEqual({ left: [], leftOut: 0, problem: null });
  });

  it("stay on the phone from the first that does not get through", async () => {
    const outcome = await sendProofs(files, async ({ name }) =>
      name === "b" ? refused({ code: "offline" }) : { ok: true, data: null },
    );
    expect(outcome.left.map(({ name }) => name)).toEqual(["b", "c"]);
    expect(outcome.problem?.code).toBe("offline");
  });

  it("are passed over where one is no photo", async () => {
    const outcome = await sendProofs(files, async ({ name }) =>
      name === "a" ? refused({ code: "photo_unreadable" }) : { ok: true, data: null },
    );
    expect(outcome).toEqual({ left: [], leftOut: 1, problem: null });
  });
});
