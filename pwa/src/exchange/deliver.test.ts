import { describe, expect, it, vi } from "vitest";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { deliver } from "./deliver.ts";
import type { Draft } from "./drafts.ts";
import type { NewPost, Post } from "./shapes.ts";

/** A server that knows a post by its operation, and a network that may lose the answer. */
function aServer() {
  const posts = new Map<string, Post>();
  const lose = { next: false };
  const answer = (post: Post): Answer<Post> => (lose.next ? ((lose.next = false), refused(OFFLINE)) : ok(post));
  const ok = (post: Post): Answer<Post> => ({ ok: true, data: { ...post } });
  return {
    posts,
    lose,
    send: vi.fn(async ({ operation_id, body }: NewPost) => {
      if (!posts.has(operation_id))
        posts.set(operation_id, { id: posts.size + 1, body, can: ["edit"] } as unknown as Post);
      return answer(posts.get(operation_id)!);
    }),
    change: vi.fn(async (id: number, body: string) => {
      const post = [...posts.values()].find((one) => one.id === id)!;
      post.body = body;
      return answer(post);
    }),
  };
}

function aPhone(server: ReturnType<typeof aServer>) {
  const kept: { draft: Draft } = { draft: { operation_id: "one", body: "怎么止血？", tried: null } };
  return { kept, deliver: () => deliver(kept.draft, { ...server, keep: (draft) => (kept.draft = draft) }) };
}

describe("a draft", () => {
  it("becomes one post, whichever answer is lost on the way", async () => {
    const server = aServer();
    const { deliver } = aPhone(server);
    server.lose.next = true;
    expect((await deliver()).ok).toBe(false);
    expect((await deliver()).ok).toBe(true);
    expect([...server.posts.values()].map(({ body }) => body)).toEqual(["怎么止血？"]);
    expect(server.change).not.toHaveBeenCalled();
  });

  it("ends as the words that stood there last, when they changed after an answer was lost", async () => {
    const server = aServer();
    const phone = aPhone(server);
    server.lose.next = true;
    await phone.deliver();
    phone.kept.draft = { ...phone.kept.draft, body: "怎么包扎？" };
    expect(await phone.deliver()).toMatchObject({ ok: true, data: { body: "怎么包扎？" } });
    expect([...server.posts.values()].map(({ body }) => body)).toEqual(["怎么包扎？"]);
  });

  it("is kept as tried before it leaves, and as not tried when it was refused", async () => {
    const server = aServer();
    const phone = aPhone(server);
    server.send.mockImplementationOnce(async () => {
      expect(phone.kept.draft.tried).toBe("怎么止血？");
      return refused({ code: "too_many_posts", status: 429 });
    });
    expect((await phone.deliver()).ok).toBe(false);
    expect(phone.kept.draft.tried).toBe(null);
  });

  it("stays tried when the server broke under it", async () => {
    const server = aServer();
    const phone = aPhone(server);
    server.send.mockImplementationOnce(async () => refused({ code: "unreachable", status: 503 }));
    await phone.deliver();
    expect(phone.kept.draft.tried).toBe("怎么止血？");
  });
});
