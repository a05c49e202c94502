/** What the page of a lesson may ask of whatever shows it: a text, a film, a sound or a PDF. */
import type { Mark } from "../notes/shapes.ts";
import type { Look } from "./use_study_clock.ts";

export interface Viewer {
  look: () => Look;
  /** Where one is; null while that is not known yet. */
  place: () => Mark | null;
  goTo: (mark: Mark) => void;
  pause?: () => void;
  play?: () => void;
}
