/** Where a page with several entrances leads back to: the one it was entered by. */

/** `entrances` are paths; the first one is for who came from elsewhere, by a link or a reload. */
export function wayBack(...entrances: [string, ...string[]]): string {
  const came = (history.state as { back?: string } | null)?.back;
  const known = came && entrances.includes(came.split("?")[0]!);
  return known ? came : entrances[0];
}
