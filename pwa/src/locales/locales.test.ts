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

const written = import.meta.glob<string>(["../**/*.vue", "../**/*.ts", "!../**/*.test.ts", "!./*"], {
  eager: true,
  query: "?raw",
  import: "default",
});

/** Keys as pages write them out: `t("ui.back")`; those that a page puts together are not seen here. */
function keysIn(text: string): string[] {
  const spoken = text.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...spoken.matchAll(/\bt\(\s*(["'`])([a-z_]+\.[a-z_0-9]+)\1/g)].map(([, , key]) => key!);
}

it("has words for every key that a page or a deed names", () => {
  const known = new Set(messages(i18n.global.messages.value.zh as Messages).map(([key]) => key));
  const named = Object.entries(written).flatMap(([path, text]) => keysIn(text).map((key) => ({ path, key })));
  expect(named.length).toBeGreaterThan(300);
  expect(named.filter(({ key }) => !known.has(key))).toEqual([]);
});
