/** Decides which door a visitor is shown: pages are for members, a new member first chooses a password. */

export interface Visitor {
  signedIn: boolean;
  mustChangePassword: boolean;
}

export interface Door {
  name?: unknown;
  path: string;
  /** Open pages need no sign-in: a scanned link, the sign-in itself. */
  open?: boolean;
}

/** `true` to let in, or the name of the page to go to instead. */
export function letIn(door: Door, visitor: Visitor): true | "sign-in" | "first-password" | "home" {
  if (!visitor.signedIn) return door.open ? true : "sign-in";
  if (visitor.mustChangePassword) return forNewcomers(door) ? true : "first-password";
  return door.name === "sign-in" || door.name === "first-password" ? "home" : true;
}

function forNewcomers({ name, open }: Door): boolean {
  return name === "first-password" || (open === true && name !== "sign-in");
}
