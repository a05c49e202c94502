import { expect, it } from "vitest";
import type { Answer } from "./problems.ts";
import { useForm } from "./use_form.ts";

it("sends once, however often it is pressed", async () => {
  let sent = 0;
  const { submit } = useForm({}, async () => ({ ok: true, data: ++sent }));
  expect(await Promise.all([submit(), submit()])).toEqual([1, null]);
});

it("says what is wrong with each field, until it is right", async () => {
  const errors = [{ pointer: "/title", detail: "too long" }];
  const form = useForm({ title: "x" }, async ({ title }): Promise<Answer<string>> =>
    title === "x" ? { ok: false, problem: { code: "invalid_input", errors } } : { ok: true, data: title },
  );
  expect(await form.submit()).toBeNull();
  expect(form.errors.value).toEqual({ title: "too long" });
  form.fields.title = "y";
  expect(await form.submit()).toBe("y");
  expect([form.problem.value, form.errors.value]).toEqual([null, {}]);
});
