/** How much room this phone has left for the app, and the wish that the browser keeps what was taken along. */

/** Bytes, or null where the browser doesn't say. */
export async function roomLeft(): Promise<number | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.quota ? Math.max(0, told.quota - (told.usage ?? 0)) : null;
}

/** Without it the browser may clear everything when the phone runs short. It decides by itself, mostly without asking anybody. */
export async function askToStay(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}
