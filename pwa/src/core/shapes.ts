/** The shapes of the server's answers, by the names the app uses for them. */
import type { components } from "./api.d.ts";

type Shapes = components["schemas"];

export type Named = Shapes["Named"];
export type Me = Shapes["Me"];
export type Session = Shapes["SessionOpened"];
export type DeviceSession = Shapes["Session"];
/** A browser whose own key the server knows. */
export type Device = Shapes["Device"];
export type DeviceKey = Shapes["DeviceKey"];
export type Deployment = Shapes["Deployment"];
export type StudySummary = Shapes["StudySummary"];
/** One row of the hours book (amount in seconds) or of the points book; `title` is what earned it. */
export type Entry = Shapes["Entry"];
export type PointsSummary = Shapes["PointsSummary"];
export type PointsRule = Shapes["Rule"];
export type RankingRow = Shapes["Place"];
export type Ranking = Shapes["RankingBesidePage"];
