"""Search as the app does it on the phone itself: its own code, in Node, over the catalogue that the server gave; and its bytes."""

import json
import subprocess
from typing import Any, NamedTuple

from bench_.report import percentile
from bench_.server import ROOT

NODE = ROOT / ".venv" / "bin" / "node"
TYPED = ("急", "急救", "xiao", "xiaofang", "xfrm", "zhineng", "zn", "没有这门课")
# `import type` lines vanish when Node reads TypeScript, so the app's file runs as it is.
SCRIPT = """
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { entriesOf, findCourses } from "%s";
const text = readFileSync(0);
const { typed } = %s;
const timed = (deed) => { const began = performance.now(); const made = deed(); return [performance.now() - began, made]; };
const parse = [], build = [], search = [];
for (let turn = 0; turn < 60; turn++) {
  const [parsing, catalogue] = timed(() => JSON.parse(text));
  const [building, entries] = timed(() => entriesOf(catalogue, [], "2026-11-23"));
  parse.push(parsing); build.push(building);
  for (const words of typed) search.push(timed(() => findCourses(entries, { words, category: null, show: "all" }))[0]);
}
console.log(JSON.stringify({ parse, build, search, brotli: brotliCompressSync(text).length }));
"""
WORDS = {
    "parse": "on the phone: read the catalogue",
    "build": "on the phone: make it ready",
    "search": "on the phone: a search while typing",
}


class Kept(NamedTuple):
    """What the server sent: the catalogue, and how long it is compressed as sent."""

    plain: bytes
    zipped: int


def search_on_the_phone(kept: Kept) -> tuple[list[dict[str, Any]], str]:
    """Rows of milliseconds, and a sentence about bytes. This machine's core; a phone's is slower."""
    find = (ROOT / "pwa" / "src" / "courses" / "find_courses.ts").as_uri()
    script = SCRIPT % (find, json.dumps({"typed": TYPED}, ensure_ascii=False))
    command = [str(NODE), "--input-type=module", "-e", script]
    done = json.loads(subprocess.run(command, input=kept.plain, capture_output=True, check=True).stdout)
    rows = [{"operation": WORDS[name], **_figures(done[name])} for name in WORDS]
    return rows, f"The catalogue is {len(kept.plain):,} bytes; {kept.zipped:,} as sent (gzip), {done['brotli']:,} with brotli."


def _figures(ms: list[float]) -> dict[str, str]:
    return {f"p{percent} ms": f"{percentile(ms, percent):.2f}" for percent in (50, 95, 99)} | {"slowest ms": f"{max(ms):.2f}"}
