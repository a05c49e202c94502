import { expect, it } from "vitest";
import { groupTraces } from "./group_traces.ts";
import type { Trace } from "./shapes.ts";

const look: Trace = {
  at: "2026-11-24T07:53:00Z",
  kind: "look",
  word: "report",
  about: "读书分享",
  meeting_id: 1,
  name: "陈志远",
  roles: [],
};

it("tells a look at many meetings as one", () => {
  const traces = [look, { ...look, about: "急救演练", meeting_id: 2 }, { ...look, about: "健康讲座", meeting_id: 3 }];
  expect(groupTraces(traces)).toEqual([{ trace: look, about: ["读书分享", "急救演练", "健康讲座"] }]);
});

it.each([{ at: "2026-11-24T07:54:00Z" }, { word: "file" }, { name: "李秀兰" }, { kind: "change" as const }])(
  "keeps apart what differs: %j",
  (changes) => {
    expect(groupTraces([look, { ...look, ...changes }])).toHaveLength(2);
  },
);

it("keeps every change apart, also of the same moment", () => {
  const change: Trace = { ...look, kind: "change", word: "marked_card" };
  expect(groupTraces([change, change])).toHaveLength(2);
});
