import { expect, it } from "vitest";
import { ref } from "vue";
import { useFirst } from "./use_first.ts";

const people = (count: number) => Array.from({ length: count }, (_, place) => place);

it("shows a short list whole", () => {
  const { shown, hidden } = useFirst(ref(people(30)));
  expect([shown.value.length, hidden.value]).toEqual([30, 0]);
});

it("shows the first of a hall, and everybody on demand, also who comes later", () => {
  const hall = ref(people(200));
  const { shown, hidden, showAll } = useFirst(hall);
  expect([shown.value.length, hidden.value]).toEqual([30, 170]);
  showAll();
  hall.value = people(201);
  expect([shown.value.length, hidden.value]).toEqual([201, 0]);
});
