/** Makes this browser known as its member's device, so that a sign-in from it is sure; never in anybody's way. */
import { watch } from "vue";
import { anchorText } from "../core/clock.ts";
import { publicKey, sign } from "../core/device_key.ts";
import type { Answer } from "../core/problems.ts";
import { recall, remember } from "../core/remembered.ts";
import { me } from "../core/session.ts";
import type { Device } from "../core/shapes.ts";
import { registerDeviceKey } from "./api.ts";
import { deviceName } from "./device_name.ts";

/** Forgotten when the member signs out: each session of the app registers once. */
const REGISTERED = "device-key-of";
let underway: Promise<void> | null = null;

/** From the app's start on: after each signing in, and at a start whose session was not registered yet. */
export function keepDeviceRegistered(): void {
  watch(me, () => void registerDevice(), { immediate: true });
  addEventListener("online", () => void registerDevice());
}

/** Asked twice at once, it registers once. */
export function registerDevice(): Promise<void> {
  underway ??= register().finally(() => (underway = null));
  return underway;
}

async function register(): Promise<void> {
  const member = me.value;
  if (!member || member.must_change_password) return;
  if ((await recall<number>(REGISTERED))?.value === member.id) return;
  const answer = await prove(member.id);
  // The anchor kept on this phone may be old, or another member's: the refusal itself brought a fresh one.
  const settled =
    answer?.ok === false && answer.problem.code === "device_key_invalid" ? await prove(member.id) : answer;
  if (settled?.ok && me.value?.id === member.id) await remember(REGISTERED, member.id);
}

async function prove(memberId: number): Promise<Answer<Device> | null> {
  const [public_key, anchor] = [await publicKey(), anchorText()];
  if (!public_key || !anchor) return null;
  const signature = await sign(`muster.device|${memberId}|${anchor}`);
  return signature ? registerDeviceKey({ public_key, signature, anchor, name: deviceName(navigator.userAgent) }) : null;
}
