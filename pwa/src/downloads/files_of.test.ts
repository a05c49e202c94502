import { expect, it } from "vitest";
import { FILM, lesson } from "./a_lesson.ts";
import { fileAt, linksOf, showing } from "./files_of.ts";

const text = lesson({
  body_html: '<p>a <img src="/pictures/1.webp?for=a&amp;b" alt="火"> <img src="https://elsewhere.test/2.png"> b</p>',
  captions: [{ language: "zh", label: "中文", url: "/media/3/words.vtt?for=x" }],
});

it("knows a file by its path, whatever the link's signature", () => {
  expect(fileAt(`${FILM}?for=1.2.3`)).toBe(fileAt(`${FILM}?for=4.5.6`));
});

it("finds the medium, the captions and the own pictures, each once", () => {
  expect(linksOf(text)).toEqual([`${FILM}?for=link-1`, "/media/3/words.vtt?for=x", "/pictures/1.webp?for=a&b"]);
  expect(linksOf(lesson({ media_url: null }))).toEqual([]);
});

it("shows the files that are here, and links to those that are not", () => {
  const shown = showing(
    text,
    new Map([
      [FILM, "blob:film"],
      ["/pictures/1.webp", "blob:picture"],
    ]),
  );
  expect(shown.media_url).toBe("blob:film");
  expect(shown.captions[0]!.url).toBe("/media/3/words.vtt?for=x");
  expect(shown.body_html).toContain('<img src="blob:picture" alt="火">');
  expect(shown.body_html).toContain("https://elsewhere.test/2.png");
});

it("leaves a lesson as it is while nothing of it is here", () => {
  expect(showing(text, new Map())).toEqual(text);
});
