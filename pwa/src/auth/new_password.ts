/** What can be said about a new password before the server is asked; the server has the last word. */

export const SHORTEST = 8;

/** The word for what is wrong with it, or null. */
export function weakness(password: string, repeated: string): "too_short" | "not_the_same" | null {
  if (password.length < SHORTEST) return "too_short";
  return password === repeated ? null : "not_the_same";
}
