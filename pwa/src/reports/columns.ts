/** Reads any report by its columns: what a cell says, which figure matters most, how long its bar is, what all add up to. */
import { hours, number, sayDate } from "../core/format.ts";
import type { Column, Row } from "./shapes.ts";

const WORDS = ["text", "id", "day"];
const SUMMED = ["hours", "points", "count"];

export const isFigure = (column: Column) => !WORDS.includes(column.kind);

/** 10.5 · 86% · 11月23日; a dash where there is nothing to say. */
export function sayCell(row: Row, { name, kind }: Column): string {
  const value = row[name];
  if (value === null || value === undefined || value === "") return "–";
  if (kind === "day") return sayDate(String(value));
  return typeof value === "number" ? sayFigure(value, kind) : String(value as string);
}

export function sayFigure(value: number, kind: Column["kind"]): string {
  if (kind === "hours") return value < 0 ? `−${hours(-value)}` : hours(value);
  if (kind === "percent") return `${number(value * 100)}%`;
  return number(value);
}

/** 学习（小时） is 学习 where the figure stands beside it. */
export const shortHead = (head: string) => head.replace(/\s*[（(][^）)]*[）)]$/, "");

/** The figure a report is about: a share where there is one, else the total, else the last figure. */
export function mainColumn(columns: Column[]): Column | null {
  const figures = columns.filter(isFigure);
  const first = (fits: (column: Column) => boolean) => figures.find(fits);
  return (
    first(({ kind }) => kind === "percent") ?? first(({ name }) => name.startsWith("total")) ?? figures.at(-1) ?? null
  );
}

/** How long each row's bar is, 0 to 1: of the whole for a share, of the largest for anything else. */
export function barWidths(rows: Row[], column: Column): number[] {
  const values = rows.map((row) => Math.max(0, Number(row[column.name]) || 0));
  const whole = column.kind === "percent" ? 1 : Math.max(...values, 1);
  return values.map((value) => Math.min(1, value / whole));
}

/** The sums of what can be added up, the figure that matters most first; shares and targets say nothing as sums. */
export function sums(rows: Row[], columns: Column[]): { column: Column; sum: number }[] {
  const summed = columns.filter(({ kind, name }) => SUMMED.includes(kind) && !name.startsWith("target"));
  const first = mainColumn(summed);
  const inOrder = first ? [first, ...summed.filter((column) => column !== first)] : [];
  return inOrder.map((column) => ({
    column,
    sum: rows.reduce((sum, row) => sum + (Number(row[column.name]) || 0), 0),
  }));
}

/** The column that names a row: the place where places are compared, else the person. */
export function nameOf(columns: Column[], compared: boolean): Column | null {
  const texts = columns.filter(({ kind }) => kind === "text");
  return (compared ? null : texts.find(({ name }) => name === "name")) ?? texts[0] ?? null;
}
