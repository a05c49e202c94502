import { expect, it } from "vitest";
import { parseScan } from "./parse_scan.ts";

const CODE = "0400G0005W0000C5Q2VJ1H7RZX3M9KT8B4YD";

it.each([
  `HTTPS://MUSTER.EXAMPLE/S/${CODE}`,
  `https://muster.example/s/${CODE.toLowerCase()}`,
  `http://127.0.0.1:8000/S/${CODE}`,
  ` HTTPS://MUSTER.EXAMPLE/S/${CODE}/?from=camera `,
  `/S/${CODE}`,
])("reads a sign-in code in %s", (text) => {
  expect(parseScan(text)).toEqual({ kind: "sign_in", code: CODE });
});

it.each([
  ["https://pay.example/abc", { kind: "foreign", is: "website", host: "pay.example" }],
  [`https://muster.example/S/SHORT`, { kind: "foreign", is: "website", host: "muster.example" }],
  ["WIFI:T:WPA;S:hall;P:secret;;", { kind: "foreign", is: "wifi" }],
  ["BEGIN:VCARD\nFN:Wang", { kind: "foreign", is: "contact" }],
  ["https://", { kind: "foreign", is: "text" }],
  ["6901234567892", { kind: "foreign", is: "text" }],
  ["", { kind: "foreign", is: "text" }],
])("says what %s is instead", (text, what) => {
  expect(parseScan(text)).toEqual(what);
});
