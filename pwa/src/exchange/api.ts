/** Asks for questions and answers, writes them, and says what is thought of them. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { NewPost, NewReport, Order, Post, PostDetail, QuestionPage, ReportedPost } from "./shapes.ts";

const post = (post_id: number) => ({ params: { path: { post_id } } });

export const listQuestions = (lesson_id: number, query: { order: Order; after?: string; limit?: number }) =>
  answer<QuestionPage>(client.GET("/api/lessons/{lesson_id}/posts", { params: { path: { lesson_id }, query } }));

export const askQuestion = (lesson_id: number, body: NewPost) =>
  answer<Post>(client.POST("/api/lessons/{lesson_id}/posts", { params: { path: { lesson_id } }, body }));

export const getPost = (id: number) => answer<PostDetail>(client.GET("/api/posts/{post_id}", post(id)));

export const listAnswers = (post_id: number, query: { after?: string }) =>
  answer<Page<Post>>(client.GET("/api/posts/{post_id}/replies", { params: { path: { post_id }, query } }));

export const answerQuestion = (id: number, body: NewPost) =>
  answer<Post>(client.POST("/api/posts/{post_id}/replies", { ...post(id), body }));

export const changePost = (id: number, body: string) =>
  answer<Post>(client.PATCH("/api/posts/{post_id}", { ...post(id), body: { body } }));

export const deletePost = (id: number) => answer<Post>(client.DELETE("/api/posts/{post_id}", post(id)));

export const likePost = (id: number) =>
  answer<Post>(client.PUT("/api/posts/{post_id}/like", { ...post(id), body: {} }));

export const unlikePost = (id: number) => answer<Post>(client.DELETE("/api/posts/{post_id}/like", post(id)));

export const markHelpful = (id: number) =>
  answer<Post>(client.PUT("/api/posts/{post_id}/helpful", { ...post(id), body: {} }));

export const unmarkHelpful = (id: number) => answer<Post>(client.DELETE("/api/posts/{post_id}/helpful", post(id)));

export const reportPost = (id: number, body: NewReport) =>
  answer(client.POST("/api/posts/{post_id}/reports", { ...post(id), body }));

export const letPostStand = (id: number) => answer(client.DELETE("/api/posts/{post_id}/reports", post(id)));

export const hidePost = (id: number, reason: string) =>
  answer<Post>(client.PUT("/api/posts/{post_id}/hiding", { ...post(id), body: { reason } }));

export const showPost = (id: number) => answer<Post>(client.DELETE("/api/posts/{post_id}/hiding", post(id)));

export const listReportedPosts = (organisation_id: number, query: { after?: string }) =>
  answer<Page<ReportedPost>>(
    client.GET("/api/organisations/{organisation_id}/reported-posts", { params: { path: { organisation_id }, query } }),
  );
