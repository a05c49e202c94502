/** Gives tests the browser parts that happy-dom lacks, and Chinese as the language. */
import "fake-indexeddb/auto";

localStorage.setItem("muster.locale", "zh");
