/* Stands in for the types generated from the OpenAPI document (npm run types). */
/* eslint-disable @typescript-eslint/no-explicit-any */
interface Operation {
  parameters: { query?: any; path?: any; header?: any; cookie?: never };
  requestBody?: { content: { "application/json": any } };
  responses: { 200: { content: { "application/json": any } } };
}
interface Item {
  parameters: Record<string, never>;
  get: Operation;
  post: Operation;
  put: Operation;
  patch: Operation;
  delete: Operation;
}
export interface paths {
  [path: string]: Item;
}
