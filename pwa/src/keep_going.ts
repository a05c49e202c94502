/** What goes on behind every page: what waits on this phone is sent, its key is registered, lessons are taken along. */
import { keepDeviceRegistered } from "./auth/register_device.ts";
import { keepMarksSending } from "./board/mark_outbox.ts";
import { keepUpToDate } from "./core/updates.ts";
import { keepTakingAlong } from "./downloads/take_along.ts";
import { keepNotesSending } from "./notes/note_outbox.ts";
import { keepReplyReady } from "./sign_in/reply_code.ts";
import { keepSending } from "./sign_in/scan_outbox.ts";
import { startOutbox } from "./study/start_outbox.ts";

export function keepGoing(): void {
  startOutbox();
  keepSending();
  keepMarksSending();
  keepNotesSending();
  keepDeviceRegistered();
  keepReplyReady();
  keepTakingAlong();
  void keepUpToDate();
}
