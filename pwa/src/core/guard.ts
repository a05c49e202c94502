/** Decides which door a visitor is shown: pages are for members, a new member first chooses a password. */

export interface Visitor {
  signedIn: boolean;
  mustChangePassword: boolean;
}

export interface Door {
  name?: unknown;
  path: string;
  /** `open` pages need no sign-in; `stranger` pages (sign-in) are only for who is not signed in. */
  open?: boolean;
}

/** `true` to let in, or the name of the page to go to instead. */
export function letIn(door: Door, visitor: Visitor): true | "sign-in" | "first-password" | "home" {
  if (!visitor.signedIn) return door.open ? true : "sign-in";
  if (visitor.mustChangePassword) return door.open || door.name === "first-password" ? true : "first-password";
  return door.name === "first-password" ? "home" : true;
}
