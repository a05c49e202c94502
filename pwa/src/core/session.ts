/** Knows who is signed in on this device, across reloads, tabs and lost networks. */
import { shallowRef } from "vue";
import { keepMember, keptMember, MEMBER_KEY } from "./kept_member.ts";
import { forgetAll } from "./remembered.ts";
import type { Me, Session } from "./shapes.ts";
import { keepToken, renewToken } from "./tokens.ts";

export const me = shallowRef<Me | null>(keptMember());

/** Whether I may do something, in the server's words. */
export function iCan(deed: string): boolean {
  return me.value?.can.includes(deed) ?? false;
}

export async function begin(session: Session): Promise<void> {
  if (me.value && me.value.id !== session.member.id) await forgetAll();
  keepToken(session.access_token);
  become({ ...session.member, must_change_password: session.must_change_password });
}

export function become(member: Me): void {
  keepMember(member);
  me.value = member;
}

/** A fresh token for who signed in here. Refused means signed out; without a network the last known member stays. */
export async function renew(): Promise<boolean> {
  const answer = await renewToken();
  if (answer.ok) await begin(answer.data);
  else if (answer.problem.status === 401) await end();
  return answer.ok;
}

/** Forgets the member on this device; what waits to be sent stays until they come back. */
export async function end(): Promise<void> {
  keepToken(null);
  keepMember(null);
  me.value = null;
  await forgetAll();
}

/** Signing in or out in one tab is signing in or out in all of them. */
export function followOtherTabs(): void {
  addEventListener("storage", ({ key }) => {
    if (key !== MEMBER_KEY && key !== null) return;
    const member = keptMember();
    if (member?.id !== me.value?.id) keepToken(null);
    me.value = member;
  });
}
