/** The first of a long list, and all of it on demand: what stands below must stay within a thumb's reach. */
import { computed, ref, toValue, type MaybeRefOrGetter } from "vue";

const FIRST = 30;

export function useFirst<T>(all: MaybeRefOrGetter<T[]>) {
  const whole = ref(false);
  const shown = computed(() => (whole.value ? toValue(all) : toValue(all).slice(0, FIRST)));
  return {
    shown,
    hidden: computed(() => toValue(all).length - shown.value.length),
    showAll: () => (whole.value = true),
  };
}
