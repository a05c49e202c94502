import { expect, it } from "vitest";
import { fieldProblems, sentence } from "./problems.ts";
import { problemOf } from "./read_answer.ts";

it("says what it knows", () => {
  expect(sentence({ code: "offline" })).toContain("连不上服务器");
  expect(sentence({ code: "too_many_requests", retry_after: 7 })).toContain("7 秒");
  expect(sentence({ code: "too_many_posts", retry_after: 3601 })).toContain("1 小时 1 分钟");
});

it("gives a short number to ask for help with when it does not know", () => {
  const said = sentence({ code: "never_heard_of", request_id: "0123456789abcdef" });
  expect(said).toContain("01234567");
  expect(said).not.toContain("never_heard_of");
  expect(said).not.toContain("89abcdef");
});

it("finds the field a problem points to", () => {
  const errors = [{ pointer: "/new_password", detail: "too short" }];
  expect(fieldProblems({ code: "invalid_input", errors })).toEqual({ new_password: "too short" });
});

it("makes do with the status when a proxy answers in HTML", () => {
  expect(problemOf(new Response("<html>", { status: 502 }), undefined)).toEqual({ code: "unreachable", status: 502 });
  expect(problemOf(new Response("", { status: 418 }), null).code).toBe("unreadable");
});
