import { expect, it } from "vitest";
import type { Named } from "../core/shapes.ts";
import { kindsFor, placesFor } from "./roles.ts";
import type { Role } from "./shapes.ts";

const way: Named[] = ["市", "区", "街道", "支部"].map((name, id) => ({ id, name }));
const role = (kind: Role["kind"], id: number) => ({ kind, organisation: way[id]! }) as Role;
const names = (places: Named[]) => places.map(({ name }) => name).join(" ");

it("offers a district's admin the places within the district, the nearest first", () => {
  const mine = [role("admin", 1)];
  expect(names(placesFor("secretary", way, mine))).toBe("支部 街道 区");
  expect(names(placesFor("admin", way, mine))).toBe("街道 区");
  expect(kindsFor(way, mine)).toEqual(["secretary", "admin"]);
});

it("offers the city's role to the city's admin alone", () => {
  expect(names(placesFor("city_admin", way, [role("city_admin", 0)]))).toBe("市");
  expect(placesFor("city_admin", way, [role("admin", 1)])).toEqual([]);
});

it("offers a secretary nothing to give", () => {
  expect(kindsFor(way, [role("secretary", 3)])).toEqual([]);
});
