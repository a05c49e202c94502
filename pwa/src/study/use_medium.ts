/** Keeps a player at its place: opened where one was, and again when its link ended or the network was gone. */
import { ref, watch, type Ref } from "vue";
import { online } from "../core/connection.ts";

const RENEW_AGAIN_AFTER_MS = 30_000;

export interface Medium {
  /** The link of now. */
  url: () => string | null;
  startAt: number;
  speed: Ref<string>;
  renewLink: () => Promise<void>;
  changed: () => void;
}

export function useMedium(
  player: Ref<HTMLMediaElement | undefined>,
  { url, startAt, speed, renewLink, changed }: Medium,
) {
  const lost = ref(false);
  const playing = ref(false);
  /** Where to be once the medium is there, and whether to play: a lost medium forgets both. */
  const wanted = { place: startAt, playing: false };
  /** A new answer of the server brings a new link; what plays keeps its own as long as that one is good. */
  const link = ref(url());
  let awaitsLink = link.value === null;
  let renewedAt = -Infinity;

  function takePlace(): void {
    player.value!.currentTime = wanted.place;
    player.value!.playbackRate = Number(speed.value);
    if (wanted.playing) play();
  }

  function notePlace(): void {
    const { readyState, currentTime } = player.value!;
    if (readyState > 0) wanted.place = currentTime;
  }

  function notePlaying(now: boolean): void {
    wanted.playing = playing.value = now;
    changed();
  }

  function play(): void {
    void player.value?.play().catch(() => undefined);
  }

  function seekTo(seconds: number): void {
    const { duration, readyState } = player.value!;
    wanted.place = Math.max(0, Math.min(seconds, Number.isFinite(duration) ? duration : seconds));
    if (readyState > 0) player.value!.currentTime = wanted.place;
  }

  /** The link ends after some hours, or the network went: get the lesson again and go on at the same place. */
  async function renew(): Promise<void> {
    playing.value = false;
    changed();
    if (performance.now() - renewedAt < RENEW_AGAIN_AFTER_MS) lost.value = true;
    else await tryAgain();
  }

  async function tryAgain(): Promise<void> {
    [awaitsLink, renewedAt] = [true, performance.now()];
    await renewLink();
    lost.value = awaitsLink;
  }

  function takeLink(now: string | null): void {
    if (!awaitsLink || !now) return;
    [awaitsLink, lost.value, link.value] = [false, false, now];
  }

  watch(url, takeLink);
  watch(online, (now) => void (now && lost.value && tryAgain()));

  const place = () => (player.value?.readyState ? player.value.currentTime : null);
  return { link, lost, playing, takePlace, notePlace, notePlaying, play, seekTo, renew, tryAgain, place };
}
