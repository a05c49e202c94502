/** "Somebody signed in here", and who: strangers never ask for a renewal, and the app opens without a network. */
import type { Me } from "./shapes.ts";

export const MEMBER_KEY = "muster.member";

export function keptMember(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(MEMBER_KEY) ?? "null") as Me | null;
  } catch {
    return null;
  }
}

export function keepMember(member: Me | null): void {
  if (member) localStorage.setItem(MEMBER_KEY, JSON.stringify(member));
  else localStorage.removeItem(MEMBER_KEY);
}
