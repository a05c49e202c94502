/** How somebody likes to watch and listen, remembered on this device: the speed, and captions in which language or none. */
import { SPEEDS } from "./media_look.ts";

type Store = Pick<Storage, "getItem" | "setItem">;
export interface Captions {
  language: string;
  label: string;
  url: string;
}

const SPEED = "muster.speed";
const CAPTIONS = "muster.captions";
export const OFF = "off";

export function keptSpeed(store: Store = localStorage): string {
  const kept = store.getItem(SPEED);
  return kept && SPEEDS.map(String).includes(kept) ? kept : "1";
}

export function keepSpeed(speed: string, store: Store = localStorage): void {
  store.setItem(SPEED, speed);
}

/** The language to show, or `off`. Who never chose sees captions in the language of the app, as on television. */
export function captionsToShow(captions: Captions[], locale: string, store: Store = localStorage): string {
  const kept = store.getItem(CAPTIONS);
  const languages = captions.map(({ language }) => language);
  if (kept === OFF || !languages.length) return OFF;
  if (kept && languages.includes(kept)) return kept;
  const own = languages.find((language) => language.split("-")[0] === locale);
  return own ?? (kept ? languages[0]! : OFF);
}

export function keepCaptions(language: string, store: Store = localStorage): void {
  store.setItem(CAPTIONS, language);
}
