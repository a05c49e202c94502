/** The shapes of notices. */
import type { components } from "../core/api.d.ts";
import type { Page } from "../core/use_pager.ts";

type Shapes = components["schemas"];

export type Notice = Shapes["Notice"];
export type NoticePage = Page<Notice> & { unread: number };
