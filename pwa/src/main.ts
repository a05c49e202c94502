/** Starts the app. */
import { createApp } from "vue";
import App from "./App.vue";
import { keepDeviceRegistered } from "./auth/register_device.ts";
import { keepMarksSending } from "./board/mark_outbox.ts";
import { learnDeployment } from "./core/deployment.ts";
import { currentLocale, i18n, languageTag, learn } from "./core/i18n.ts";
import { router } from "./core/router.ts";
import { followOtherTabs, me, renew } from "./core/session.ts";
import { applyTextSize } from "./core/text_size.ts";
import { keepUpToDate } from "./core/updates.ts";
import { keepNotesSending } from "./notes/note_outbox.ts";
import { keepReplyReady } from "./sign_in/reply_code.ts";
import { keepSending } from "./sign_in/scan_outbox.ts";
import { startOutbox } from "./study/start_outbox.ts";
import { followSystemTheme } from "./ui/theme.ts";
import "./ui/theme.css";

// Every page will ask: the token is on its way while the page itself is still being fetched.
if (me.value) void renew();
document.documentElement.lang = languageTag();
applyTextSize();
followSystemTheme();
followOtherTabs();
void learnDeployment();
// Where the words of the language can't be had, the Chinese ones stand in.
void learn(currentLocale())
  .catch(() => undefined)
  .then(() => createApp(App).use(i18n).use(router).mount("#app"));
startOutbox();
keepSending();
keepMarksSending();
keepNotesSending();
keepDeviceRegistered();
keepReplyReady();
// Nobody waits for it to see the first page.
void import("./downloads/take_along.ts").then(({ keepTakingAlong }) => keepTakingAlong()).catch(() => undefined);
void keepUpToDate();
