/** Sets Markdown's marks for an author who does not know them: what is marked is wrapped, lines get a beginning. */

export interface Selected {
  text: string;
  from: number;
  to: number;
}

/** `**so**`; where nothing is marked, `word` stands there to be replaced. */
export function wrap({ text, from, to }: Selected, mark: string, word: string): Selected {
  const inside = text.slice(from, to) || word;
  const start = from + mark.length;
  return {
    text: `${text.slice(0, from)}${mark}${inside}${mark}${text.slice(to)}`,
    from: start,
    to: start + inside.length,
  };
}

/** Begins each marked line with `mark`, or takes it away where every line has it. */
export function beginLines({ text, from, to }: Selected, mark: string): Selected {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", to) < 0 ? text.length : text.indexOf("\n", to);
  const lines = text.slice(start, end).split("\n");
  const all = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join("\n");
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length };
}

/** Puts a block (a picture) in a paragraph of its own, where the cursor is. */
export function insertBlock({ text, from, to }: Selected, block: string): Selected {
  const [before, after] = [text.slice(0, from).trimEnd(), text.slice(to).trimStart()];
  const head = before && `${before}\n\n`;
  const place = head.length + block.length;
  return { text: `${head}${block}${after && `\n\n${after}`}`, from: place, to: place };
}
