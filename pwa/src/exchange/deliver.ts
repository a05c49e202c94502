/** Delivers a draft: sent as often as it takes, it is one post, and the post has the words that stood there last. */
import type { Answer } from "../core/problems.ts";
import type { Draft } from "./drafts.ts";
import type { NewPost, Post } from "./shapes.ts";

interface Ways {
  send: (post: NewPost) => Promise<Answer<Post>>;
  change: (id: number, body: string) => Promise<Answer<Post>>;
  /** Called before anything leaves the phone. */
  keep: (draft: Draft) => void;
}

/** Words that were sent before without an answer may stand on the server already: then they are changed to these. */
export async function deliver(draft: Draft, { send, change, keep }: Ways): Promise<Answer<Post>> {
  const tried = draft.tried;
  keep({ ...draft, tried: tried ?? draft.body });
  const answer = await send({ operation_id: draft.operation_id, body: draft.body });
  if (!answer.ok) {
    if (mayHaveArrived(answer.problem.status)) return answer;
    keep({ ...draft, tried });
    return answer;
  }
  const older = tried !== null && tried !== draft.body && answer.data.can.includes("edit");
  return older ? change(answer.data.id, draft.body) : answer;
}

/** Nobody knows what became of it when no answer came, or the server broke. */
const mayHaveArrived = (status?: number) => status === undefined || status >= 500;
