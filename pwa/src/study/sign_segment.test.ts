import { expect, it } from "vitest";
import { segment } from "./a_segment.ts";
import { signedWords } from "./sign_segment.ts";

it("signs every word of the segment, numbers as JavaScript writes them", () => {
  const measured = { boot_id: "boot", monotonic_from_ms: 1, monotonic_to_ms: 2 };
  const one = {
    ...segment("id"),
    started_ms: 3,
    ended_ms: 4,
    media_from: 0.001,
    media_to: 12.5,
    rate: 1.25,
    ...measured,
  };
  expect(signedWords(one)).toBe("muster.segment|id|3|1|phone|3|4|0.001|12.5|1.25|anchor|boot|1|2");
});

it("leaves empty what an older version did not measure", () => {
  expect(signedWords(segment("id"))).toMatch(/\|anchor\|\|\|$/);
});
