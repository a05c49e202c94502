/** A photo's address on this page, for as long as the page shows it. */
import { onBeforeUnmount, ref, type Ref } from "vue";
import { fetchPhoto } from "./api.ts";

export interface Shown {
  url: Ref<string | null>;
  failed: Ref<boolean>;
}

export function usePhoto(meetingId: number, photoId: number): Shown {
  const url = ref<string | null>(null);
  const failed = ref(false);
  let gone = false;

  async function load(): Promise<void> {
    const answer = await fetchPhoto(meetingId, photoId);
    failed.value = !answer.ok;
    if (answer.ok && !gone) url.value = URL.createObjectURL(answer.data);
  }

  onBeforeUnmount(() => {
    gone = true;
    if (url.value) URL.revokeObjectURL(url.value);
  });
  void load();
  return { url, failed };
}
