/** Knows which files a lesson needs, and lets it show those that lie on this phone. */
import type { Lesson } from "../courses/shapes.ts";

/** What this version of the server may not say yet. */
type Described = Lesson & { captions?: { url: string }[] };

/** A signed link changes with every answer; the path in it is the file's name for good. */
export function fileAt(url: string): string {
  return new URL(url, location.origin).pathname;
}

/** Where the lesson's own answer is kept among its files. */
export function pageFile(lessonId: number): string {
  return `/api/lessons/${lessonId}`;
}

/** The links to all files of a lesson: its medium, its captions and the pictures in its text. */
export function linksOf(lesson: Lesson): string[] {
  const { media_url, captions = [], body_html } = lesson as Described;
  const pictures = body_html ? picturesIn(parse(body_html)).map((picture) => picture.getAttribute("src")!) : [];
  const links = [media_url, ...captions.map(({ url }) => url), ...pictures].filter((link) => link !== null);
  return [...new Map(links.map((link) => [fileAt(link), link])).values()];
}

/** The same lesson, its links leading to `here` where the file is there. */
export function showing<T extends Lesson>(lesson: T, here: Map<string, string>): T {
  const { captions, media_url, body_html } = lesson as Described;
  const at = (url: string) => here.get(fileAt(url)) ?? url;
  return {
    ...lesson,
    media_url: media_url && at(media_url),
    body_html: body_html && here.size ? repicture(body_html, at) : body_html,
    ...(captions && { captions: captions.map((caption) => ({ ...caption, url: at(caption.url) })) }),
  };
}

function repicture(html: string, at: (url: string) => string): string {
  const text = parse(html);
  const pictures = picturesIn(text);
  for (const picture of pictures) picture.setAttribute("src", at(picture.getAttribute("src")!));
  return pictures.length ? text.body.innerHTML : html;
}

/** Not shown, so nothing in it runs or is fetched. */
function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

function picturesIn(text: Document): Element[] {
  return [...text.querySelectorAll("img[src^='/']")];
}
