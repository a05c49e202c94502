/** Asks the server who I am. */
import { answer, client } from "../core/http.ts";
import type { Me } from "../core/shapes.ts";

export const getMe = () => answer<Me>(client.GET("/api/me"));
