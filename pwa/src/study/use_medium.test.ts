import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, ref, shallowRef, type App } from "vue";
import { useMedium } from "./use_medium.ts";

let app: App;
let medium: ReturnType<typeof useMedium>;
const url = ref<string | null>("/one");
const player = { readyState: 4, currentTime: 0, playbackRate: 1, duration: 60, play: vi.fn(async () => undefined) };
const renewLink = vi.fn(async () => undefined);

function open(startAt = 30): void {
  const about = { url: () => url.value, startAt, speed: ref("1.5"), renewLink, changed: () => undefined };
  const setup = () => ((medium = useMedium(shallowRef(player as unknown as HTMLMediaElement), about)), () => h("p"));
  app = createApp(defineComponent({ setup }));
  app.mount(document.createElement("div"));
}
const answers = (next: string | null) => renewLink.mockImplementation(async () => void (url.value = next));
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  url.value = "/one";
  Object.assign(player, { readyState: 4, currentTime: 0, playbackRate: 1 });
  vi.clearAllMocks();
});
afterEach(() => app.unmount());

it("begins at its place and speed", () => {
  open();
  medium.takePlace();
  expect([player.currentTime, player.playbackRate]).toEqual([30, 1.5]);
  expect(player.play).not.toHaveBeenCalled();
});

it("plays on with its link when the lesson was asked for anew", async () => {
  open();
  url.value = "/two";
  await settled();
  expect(medium.link.value).toBe("/one");
});

it("takes a new link when its own ended, and goes on where it was", async () => {
  open();
  medium.notePlaying(true);
  player.currentTime = 42;
  medium.notePlace();
  answers("/two");
  await medium.renew();
  await settled();
  expect([medium.link.value, medium.lost.value]).toEqual(["/two", false]);
  player.currentTime = 0;
  medium.takePlace();
  expect(player.currentTime).toBe(42);
  expect(player.play).toHaveBeenCalled();
});

it("is lost when no new link comes, until one does", async () => {
  open();
  answers("/one");
  await medium.renew();
  expect(medium.lost.value).toBe(true);
  url.value = "/two";
  await settled();
  expect([medium.link.value, medium.lost.value]).toEqual(["/two", false]);
});

it("does not ask again and again for a link that does not help", async () => {
  open();
  answers("/two");
  await medium.renew();
  await medium.renew();
  expect(renewLink).toHaveBeenCalledOnce();
  expect(medium.lost.value).toBe(true);
});

it("stays within the medium when it goes back and on", () => {
  open();
  medium.seekTo(-5);
  expect(player.currentTime).toBe(0);
  medium.seekTo(99);
  expect(player.currentTime).toBe(60);
});

it("remembers where to go before the medium is there", () => {
  open();
  player.readyState = 0;
  medium.seekTo(12);
  expect(medium.place()).toBeNull();
  player.readyState = 1;
  medium.takePlace();
  expect(player.currentTime).toBe(12);
});
