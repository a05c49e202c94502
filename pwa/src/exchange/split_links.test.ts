import { describe, expect, it } from "vitest";
import { splitLinks } from "./split_links.ts";

const linked = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? []);
const told = (text: string) =>
  splitLinks(text)
    .map(({ text }) => text)
    .join("");

describe("an address", () => {
  it.each([
    ["看这里 https://example.org/a?b=c#d 有图", ["https://example.org/a?b=c#d"]],
    ["看https://example.org/急救，有图", ["https://example.org/"]],
    ["（https://example.org/a）。", ["https://example.org/a"]],
    ["see https://example.org/a, then https://example.org/b.", ["https://example.org/a", "https://example.org/b"]],
    ["HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]],
  ])("in %s can be tapped", (text, links) => {
    expect(linked(text)).toEqual(links);
    expect(told(text)).toBe(text);
  });

  it.each([
    "http://example.org",
    "javascript:alert(1)",
    "https://bank.example@evil.example/",
    "https://user:secret@evil.example/",
    "https://xn--80ak6aa92e.com/",
    "https://localhost/",
    "https://",
    "data:text/html,<script>alert(1)</script>",
    "没有网址",
    "",
  ])("like %s can't", (text) => {
    expect(linked(text)).toEqual([]);
    expect(told(text)).toBe(text);
  });

  it("never swallows or doubles what stands around it", () => {
    const hostile = '<img src=x onerror=alert(1)>https://example.org/"><script>https://a@b.c https://example.org/x';
    expect(told(hostile)).toBe(hostile);
    expect(linked(hostile)).toEqual(["https://example.org/", "https://example.org/x"]);
  });
});
