import { expect, it } from "vitest";
import { letIn } from "./guard.ts";

const stranger = { signedIn: false, mustChangePassword: false };
const member = { signedIn: true, mustChangePassword: false };
const newcomer = { signedIn: true, mustChangePassword: true };

it("shows strangers the sign-in, and open pages", () => {
  expect(letIn({ path: "/me" }, stranger)).toBe("sign-in");
  expect(letIn({ path: "/S/ABC", open: true }, stranger)).toBe(true);
});

it("lets members in", () => {
  expect(letIn({ path: "/me" }, member)).toBe(true);
  expect(letIn({ name: "first-password", path: "/first-password" }, member)).toBe("home");
});

it("asks newcomers for their own password first, but keeps scanned links open", () => {
  expect(letIn({ name: "home", path: "/" }, newcomer)).toBe("first-password");
  expect(letIn({ name: "first-password", path: "/first-password" }, newcomer)).toBe(true);
  expect(letIn({ path: "/S/ABC", open: true }, newcomer)).toBe(true);
});

it("does not show the sign-in to who is signed in", () => {
  expect(letIn({ name: "sign-in", path: "/sign-in", open: true }, member)).toBe("home");
});
