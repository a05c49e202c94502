import { beforeEach, describe, expect, it } from "vitest";
import { i18n } from "../core/i18n.ts";
import { inGroups, sayTitle, toAddress } from "./say_certificate.ts";

describe("a certificate in words", () => {
  beforeEach(() => (i18n.global.locale.value = "zh"));

  it("is called by its course or its year", () => {
    expect(sayTitle({ kind: "course", title: "急救入门" })).toBe("急救入门");
    expect(sayTitle({ kind: "year", title: "2026" })).toBe("2026 年学时");
  });

  it("shows its code in groups of five, and takes it back as it was typed", () => {
    expect(inGroups("WANG0000000000000001")).toBe("WANG0-00000-00000-00001");
    expect(inGroups("")).toBe("");
    expect(toAddress(" wang0-00000 00000-00001 ")).toBe("/V/WANG0000000000000001");
    expect(toAddress(" - ")).toBeNull();
  });
});
