/** Asks the server about disputes: open one, see what became of it, answer. */
import { answer, client } from "../core/http.ts";
import type { Dispute, DisputesBelow, MyDisputes, NewAnswer, NewDispute, Shown } from "./shapes.ts";

const at = (dispute_id: number) => ({ params: { path: { dispute_id } } });

export const disputeEntry = (body: NewDispute) => answer<Dispute>(client.POST("/api/disputes", { body }));

export const listMyDisputes = (query: { after?: string; entry?: number; limit?: number } = {}) =>
  answer<MyDisputes>(client.GET("/api/me/disputes", { params: { query } }));

export const listDisputes = (show: Shown, page: { after?: string; limit?: number } = {}) =>
  answer<DisputesBelow>(client.GET("/api/disputes", { params: { query: { show, ...page } } }));

export const getDispute = (id: number) => answer<Dispute>(client.GET("/api/disputes/{dispute_id}", at(id)));

export const withdrawDispute = (id: number) => answer(client.DELETE("/api/disputes/{dispute_id}", at(id)));

export const raiseDispute = (id: number, words: string) =>
  answer<Dispute>(client.PUT("/api/disputes/{dispute_id}/raising", { ...at(id), body: { words } }));

/** Answers the version that was looked at; `answered_meanwhile` where somebody else was first. */
export const answerDispute = (id: number, body: NewAnswer) =>
  answer<Dispute>(client.PUT("/api/disputes/{dispute_id}/answer", { ...at(id), body }));
