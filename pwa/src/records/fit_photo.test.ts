import { expect, it } from "vitest";
import { fitInside, fitPhoto } from "./fit_photo.ts";

it.each([
  [8160, 6120, 2048, 1536],
  [3000, 4000, 1536, 2048],
  [800, 600, 800, 600],
  [20000, 3, 2048, 1],
])("fits %i×%i into %i×%i", (width, height, ...fitted) => {
  expect(fitInside(width, height)).toEqual(fitted);
});

it("sends a file it can't read as it is", async () => {
  const file = new File(["no photo"], "a.heic");
  expect(await fitPhoto(file)).toBe(file);
});
