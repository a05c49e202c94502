/** Gives tests the browser parts that happy-dom lacks. */
import "fake-indexeddb/auto";
