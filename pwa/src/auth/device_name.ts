/** Names this device the way its owner would recognise it in a list: "Android · Chrome". */

const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/Linux/, "Linux"],
];

// Most browsers also claim to be Chrome or Safari: the particular ones come first.
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, "WeChat"],
  [/DingTalk/, "DingTalk"],
  [/HuaweiBrowser/, "Huawei"],
  [/MiuiBrowser/, "Xiaomi"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

export function deviceName(userAgent: string): string {
  const parts = [firstMatch(SYSTEMS, userAgent), firstMatch(BROWSERS, userAgent)];
  return parts.filter(Boolean).join(" · ");
}

function firstMatch(names: [RegExp, string][], userAgent: string): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}
