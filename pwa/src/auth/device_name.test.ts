import { expect, it } from "vitest";
import { deviceName } from "./device_name.ts";

it.each([
  ["Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Android · Chrome"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
    "iPhone · Safari",
  ],
  ["Mozilla/5.0 (Linux; Android 12) Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0", "Android · WeChat"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Windows · Edge"],
  ["something else", ""],
])("names %s", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
