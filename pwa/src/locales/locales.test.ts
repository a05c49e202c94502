import { expect, it } from "vitest";
import { i18n, type Messages } from "../core/i18n.ts";

/** Every message by its full key, with the names it interpolates. */
function messages(words: Messages, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([word, said]) =>
    typeof said === "string"
      ? [[path + word, (said.match(/\{\w+\}/g) ?? []).sort().join()] as [string, string]]
      : messages(said, `${path}${word}.`),
  );
}

it("says everything in both languages, with the same blanks to fill", () => {
  const { zh, en } = i18n.global.messages.value as unknown as Record<"zh" | "en", Messages>;
  expect(Object.fromEntries(messages(en))).toEqual(Object.fromEntries(messages(zh)));
});

it("can say every message", () => {
  for (const locale of ["zh", "en"] as const)
    for (const [key] of messages(i18n.global.messages.value[locale] as Messages))
      expect(() => i18n.global.t(key, {}, { locale })).not.toThrow();
});
