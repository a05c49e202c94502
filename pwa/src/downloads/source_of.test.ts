import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, nextTick, shallowRef, type App } from "vue";
import type { Lesson } from "../courses/shapes.ts";
import { emptyPhone, FILM, lesson, server, WANG, wish } from "./a_lesson.ts";
import { useSource } from "./source_of.ts";
import { takeLesson } from "./take_lesson.ts";
import { want } from "./wish_list.ts";

let app: App;
let source: ReturnType<typeof useSource>;
const shown = shallowRef<Lesson>(lesson());
const given: string[] = [];
const taken: string[] = [];

function open(): void {
  const Page = defineComponent({ setup: () => ((source = useSource(() => shown.value)), () => h("p")) });
  app = createApp(Page);
  app.mount(document.createElement("div"));
}

async function takeFilm(): Promise<void> {
  await want([wish()], WANG);
  await takeLesson(3, { ...server({ [FILM]: "0123456789" }), getLesson: async () => ({ ok: true, data: lesson() }) });
}

beforeEach(async () => {
  await emptyPhone();
  [given.length, taken.length] = [0, 0];
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => given[given.push(`blob:${given.length}`) - 1]!);
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void taken.push(url));
  shown.value = lesson();
});
afterEach(() => {
  app.unmount();
  vi.restoreAllMocks();
});

it("leads to the network while nothing is here", async () => {
  open();
  expect(source.value).toBeNull();
  await vi.waitFor(() => expect(source.value).not.toBeNull());
  expect(source.value).toMatchObject({ onThisPhone: false, lesson: { media_url: `${FILM}?for=link-1` } });
});

it("plays what is here, under one address through every new answer, and gives it back at the end", async () => {
  await takeFilm();
  open();
  await vi.waitFor(() => expect(source.value).toMatchObject({ onThisPhone: true, lesson: { media_url: "blob:0" } }));
  shown.value = lesson({ media_url: `${FILM}?for=link-2`, title: "新名字" });
  await vi.waitFor(() => expect(source.value!.lesson.title).toBe("新名字"));
  expect(source.value!.lesson.media_url).toBe("blob:0");
  app.unmount();
  await nextTick();
  expect([given, taken]).toEqual([["blob:0"], ["blob:0"]]);
});

it("plays a newer version from the network until it is here", async () => {
  await takeFilm();
  shown.value = lesson({ version: 2, media_url: "/media/3/film-b.mp4?for=x" });
  open();
  await vi.waitFor(() => expect(source.value).not.toBeNull());
  expect(source.value).toMatchObject({ onThisPhone: false, lesson: { media_url: "/media/3/film-b.mp4?for=x" } });
});
