/** Gives tests the browser parts that happy-dom lacks, and both languages, Chinese first. */
import "fake-indexeddb/auto";

localStorage.setItem("muster.locale", "zh");
await (await import("./core/i18n.ts")).learn("en");
