/** A player's captions in the language that was chosen, here or in the browser's own menu, and remembered. */
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";
import { currentLocale } from "../core/i18n.ts";
import { captionsToShow, keepCaptions, OFF, type Captions } from "./player_choices.ts";
import { chosenTrack, setTracks, wordsOf } from "./show_captions.ts";

export function useCaptions(
  player: Ref<HTMLMediaElement | undefined>,
  captions: () => Captions[],
  kind: "video" | "audio",
) {
  const shown = kind === "video" ? "showing" : "hidden";
  const language = ref(captionsToShow(captions(), currentLocale()));
  /** What is being said in a sound; a film shows it itself. */
  const words = ref("");
  let lastOn = language.value === OFF ? "" : language.value;

  function apply(): void {
    if (player.value?.textTracks) setTracks(player.value.textTracks, language.value, shown);
    if (language.value === OFF) words.value = "";
  }

  function noteMenu(): void {
    const chosen = chosenTrack(player.value!.textTracks, shown) ?? OFF;
    if (captions().length && chosen !== language.value) language.value = chosen;
  }

  function noteWords({ target }: Event): void {
    if (kind === "audio") words.value = wordsOf((target as HTMLTrackElement).track.activeCues);
  }

  function toggle(): void {
    const first = captions()[0]?.language;
    if (first) language.value = language.value === OFF ? lastOn || first : OFF;
  }

  watch(language, (now) => {
    if (now !== OFF) lastOn = now;
    keepCaptions(now);
    apply();
  });
  watch(captions, apply, { flush: "post" });
  onMounted(() => {
    apply();
    player.value?.textTracks?.addEventListener?.("change", noteMenu);
  });
  onBeforeUnmount(() => player.value?.textTracks?.removeEventListener?.("change", noteMenu));
  return { language, words, apply, noteWords, toggle };
}
