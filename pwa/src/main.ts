/** Starts the app. */
import { createApp } from "vue";
import App from "./App.vue";
import { learnDeployment } from "./core/deployment.ts";
import { currentLocale, followLanguage, i18n, languageTag, learn } from "./core/i18n.ts";
import { router } from "./core/router.ts";
import { followOtherTabs, me, renew } from "./core/session.ts";
import { applyTextSize, followTextSize } from "./core/text_size.ts";
import { followSystemTheme } from "./ui/theme.ts";
import "./ui/theme.css";

// Every page will ask: the token is on its way while the page itself is still being fetched.
if (me.value) void renew();
document.documentElement.lang = languageTag();
applyTextSize();
followSystemTheme();
followOtherTabs();
followLanguage();
followTextSize();
void learnDeployment();
// Where the words of the language can't be had, the Chinese ones stand in.
void learn(currentLocale())
  .catch(() => undefined)
  .then(() => createApp(App).use(i18n).use(router).mount("#app"))
  .then(() => setTimeout(goOn));

/** Behind the first page, which nobody shall wait for. Where it can't be had now, a network brings it. */
function goOn(): void {
  import("./keep_going.ts")
    .then(({ keepGoing }) => keepGoing())
    .catch(() => addEventListener("online", goOn, { once: true }));
}
