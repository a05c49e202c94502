/** What the minutes' editor shows: this phone's draft against what the server has. */
import type { Minutes } from "./shapes.ts";

/** What was typed on this phone, over which version. */
export interface Draft {
  body: string;
  version: number;
}

export interface Weighed {
  /** What stands in the editor. */
  text: string;
  /** Over which version it will be saved. */
  version: number;
  /** What somebody else has saved meanwhile; null where nobody has. */
  theirs: string | null;
  /** Typed here and not at the server yet. */
  unsaved: boolean;
}

/** A draft wins over everything else, so that nothing typed is lost; without one the server's text, or the template. */
export function weigh(draft: Draft | null, server: Minutes | null): Weighed | null {
  if (!draft) return server && fromServer(server);
  if (!server) return { text: draft.body, version: draft.version, theirs: null, unsaved: true };
  if (draft.body === server.body) return fromServer(server);
  // An old copy, shown while the server is not reached, may be older than the draft.
  const changed = server.version > draft.version;
  const version = Math.max(server.version, draft.version);
  return { text: draft.body, version, theirs: changed ? server.body : null, unsaved: true };
}

function fromServer({ body, version, template }: Minutes): Weighed {
  return { text: version ? body : template, version, theirs: null, unsaved: false };
}

/** Both texts, one after the other: the other's is kept whole. */
export function append(mine: string, theirs: string): string {
  return `${mine.trimEnd()}\n\n${theirs.trim()}\n`;
}
