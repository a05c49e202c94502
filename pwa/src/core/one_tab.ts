/** Lets one tab of this browser at a time do something that all tabs share. */

/** Browsers without locks are old; there, two tabs at the same moment are rare. */
export async function oneTabAtATime<T>(what: string, task: () => Promise<T>): Promise<T> {
  return navigator.locks ? ((await navigator.locks.request(`muster.${what}`, task)) as T) : task();
}
