/** The browser's own voice for a text, where it has one for its language. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "vue";
import { keepSpeed, keptSpeed } from "./player_choices.ts";
import { createReader, languageOf, voiceFor, type Reading, type Speech } from "./read_aloud.ts";

/** `whole` need not be laid out: it only tells the language. */
export function useReadAloud(parts: () => string[], whole: () => string) {
  const synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;
  const voices = shallowRef<SpeechSynthesisVoice[]>([]);
  const state = ref<Reading>("silent");
  /** The paragraph that is being read, from 0. */
  const part = ref(-1);
  const speed = ref(keptSpeed());
  const language = ref("");
  const canRead = computed(() => language.value !== "" && voiceFor(voices.value, language.value) !== undefined);
  let reader: ReturnType<typeof createReader> | null = null;

  const speech: Speech = {
    speak(text, spoken, done) {
      const utterance = new SpeechSynthesisUtterance(text);
      const voice = voiceFor(voices.value, spoken) ?? voiceFor(voices.value, language.value);
      if (voice) utterance.voice = voice;
      [utterance.lang, utterance.rate] = [voice?.lang ?? spoken, Number(speed.value)];
      utterance.onend = utterance.onerror = done;
      synthesis!.speak(utterance);
    },
    hush: () => synthesis!.cancel(),
  };

  function changed(now: Reading, at: number): void {
    state.value = now;
    part.value = now === "silent" ? -1 : at;
  }

  /** From this paragraph on (from 0), unless it was paused: then from there. */
  function read(from: number): void {
    const goesOn = state.value === "paused" && reader;
    if (!goesOn) synthesis!.cancel();
    reader = goesOn || createReader(parts(), speech, changed);
    reader.read(goesOn ? undefined : from);
  }

  function pause(): void {
    if (state.value === "reading") reader?.pause();
  }

  watch(speed, (now) => keepSpeed(now));
  const learnVoices = () => void (voices.value = synthesis?.getVoices() ?? []);
  onMounted(() => {
    language.value = languageOf(whole());
    learnVoices();
    synthesis?.addEventListener?.("voiceschanged", learnVoices);
  });
  onBeforeUnmount(() => {
    synthesis?.removeEventListener?.("voiceschanged", learnVoices);
    if (state.value !== "silent") reader?.stop();
  });

  return { canRead, state, part, speed, read, pause, stop: () => reader?.stop() };
}
