/** Reads a text aloud, sentence by sentence, so that it can be paused anywhere and goes on where it was. */

/** What speaks. `done` comes when a sentence is over, also when it could not be said. */
export interface Speech {
  speak: (text: string, language: string, done: () => void) => void;
  hush: () => void;
}

export type Reading = "silent" | "reading" | "paused";

/** Some voices fall silent in the middle of longer ones. */
const LONGEST = 120;

interface Sentence {
  /** The paragraph it belongs to, from 0. */
  part: number;
  text: string;
}

/** `changed` is told the state and the paragraph that is being read. */
export function createReader(parts: string[], speech: Speech, changed: (state: Reading, part: number) => void) {
  const sentences = parts.flatMap((text, part) => sentencesOf(text).map((one): Sentence => ({ part, text: one })));
  let at = 0;
  let turn = 0;

  /** From this paragraph on; without one, from where it was. */
  function read(from?: number): void {
    if (from !== undefined)
      at = Math.max(
        0,
        sentences.findIndex(({ part }) => part >= from),
      );
    if (at >= sentences.length) at = 0;
    say();
  }

  function say(): void {
    const mine = ++turn;
    const sentence = sentences[at];
    if (!sentence) return stop();
    changed("reading", sentence.part);
    speech.speak(sentence.text, languageOf(sentence.text), () => {
      if (mine === turn) next();
    });
  }

  function next(): void {
    at++;
    if (at < sentences.length) say();
    else stop();
  }

  function pause(): void {
    turn++;
    speech.hush();
    changed("paused", sentences[at]?.part ?? 0);
  }

  function stop(): void {
    turn++;
    at = 0;
    speech.hush();
    changed("silent", 0);
  }

  return { read, pause, stop };
}

export function sentencesOf(text: string): string[] {
  const whole = text.match(/[^。！？!?；;\n]+[。！？!?；;]*["”’）)]*/g) ?? [];
  return whole
    .flatMap(shorten)
    .map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}]/u.test(one));
}

function shorten(sentence: string): string[] {
  if (sentence.length <= LONGEST) return [sentence];
  const cut = Math.max(...["，", ",", "、", "：", " "].map((sign) => sentence.lastIndexOf(sign, LONGEST - 1)), 0);
  const end = cut > 0 ? cut + 1 : LONGEST;
  return [sentence.slice(0, end), ...shorten(sentence.slice(end))];
}

/** A text in Chinese may hold English names; a text in English holds no Chinese signs. */
export function languageOf(text: string): string {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en-US";
}

type AnyVoice = Pick<SpeechSynthesisVoice, "lang" | "localService" | "default">;

/** A voice of this device for the language; others would send the text to a foreign host. */
export function voiceFor<T extends AnyVoice>(voices: T[], language: string): T | undefined {
  const own = voices.filter(({ localService }) => localService);
  const tag = (voice: T) => voice.lang.replace("_", "-").toLowerCase();
  const spoken = own.filter((voice) => tag(voice).startsWith(language.slice(0, 2)));
  const exact = spoken.filter((voice) => tag(voice) === language.toLowerCase());
  return exact.find((voice) => voice.default) ?? exact[0] ?? spoken[0];
}
