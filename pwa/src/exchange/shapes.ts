/** The shapes of questions and answers. */
import type { components } from "../core/api.d.ts";
import type { Page } from "../core/use_pager.ts";

type Shapes = components["schemas"];

/** A question, or (with `question_id`) an answer. `body` is null where its words may not be read. */
export type Post = Shapes["Post"];
export type PostDetail = Shapes["PostDetail"];
export type ReportedPost = Shapes["ReportedPost"];
export type NewPost = Shapes["NewPost"];
export type NewReport = Shapes["NewReport"];
export type Reason = NewReport["reason"];
export type Order = "newest" | "helpful";
export type QuestionPage = Page<Post> & { question_count: number };

export const REASONS: Reason[] = ["unkind", "wrong", "private", "advertising", "other"];
export const LONGEST = 2000;
