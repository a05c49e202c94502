import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { tellPosition, tellSystem } from "./media_session.ts";

const about = { title: "第一课", course: "急救", remark: "后台播放不计学时" };

function aSystem(lacks: string[] = []) {
  const actions = new Map<string, MediaSessionActionHandler | null>();
  const session = {
    metadata: null as MediaMetadata | null,
    setActionHandler(action: string, deed: MediaSessionActionHandler | null) {
      if (lacks.includes(action)) throw new TypeError("not supported");
      actions.set(action, deed);
    },
  };
  return {
    session,
    press: (action: string, details = {}) => actions.get(action)?.({ action, ...details } as never),
    actions,
  };
}
const deeds = () => ({ play: vi.fn(), pause: vi.fn(), seekBy: vi.fn(), seekTo: vi.fn() });

beforeEach(() =>
  vi.stubGlobal(
    "MediaMetadata",
    class {
      constructor(said: object) {
        Object.assign(this, said);
      }
    },
  ),
);
afterEach(() => vi.unstubAllGlobals());

it("says on the lock screen what plays, and that it does not count there", () => {
  const { session } = aSystem();
  tellSystem(about, deeds(), session as never);
  expect(session.metadata).toMatchObject({ title: "第一课", artist: "急救", album: "后台播放不计学时" });
});

it("plays, pauses, and goes ten seconds back and on from there", () => {
  const [{ session, press }, done] = [aSystem(), deeds()];
  tellSystem(about, done, session as never);
  press("play");
  press("pause");
  press("seekbackward");
  press("seekforward", { seekOffset: 30 });
  press("seekto", { seekTime: 95 });
  expect(done.play).toHaveBeenCalledOnce();
  expect(done.pause).toHaveBeenCalledOnce();
  expect(done.seekBy.mock.calls).toEqual([[-10], [30]]);
  expect(done.seekTo).toHaveBeenCalledWith(95);
});

it("does with what the browser has, and takes it all back", () => {
  const { session, actions } = aSystem(["seekto"]);
  tellSystem(about, deeds(), session as never)();
  expect(session.metadata).toBeNull();
  expect([...actions.values()]).toEqual([null, null, null, null]);
});

it("does nothing where there is no such thing", () => {
  expect(() => tellSystem(about, deeds(), undefined)()).not.toThrow();
});

it("says where it is once the length is known", () => {
  const setPositionState = vi.fn();
  tellPosition({ duration: NaN, currentTime: 3, playbackRate: 1 }, { setPositionState });
  tellPosition({ duration: 60, currentTime: 60.2, playbackRate: 1.5 }, { setPositionState });
  expect(setPositionState.mock.calls).toEqual([[{ duration: 60, position: 60, playbackRate: 1.5 }]]);
});
