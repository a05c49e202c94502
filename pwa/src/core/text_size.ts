/** Large-text mode (长辈模式): main text of 18 to 30 points, chosen once and kept on this device. */
import { ref } from "vue";

export const SMALLEST_PT = 18;
export const LARGEST_PT = 30;
const KEPT = "muster.text_points";

/** Points of the main text in large mode; null is the normal size. */
export const textPoints = ref<number | null>(keptPoints());

function keptPoints(): number | null {
  const points = Number(localStorage.getItem(KEPT));
  return points >= SMALLEST_PT && points <= LARGEST_PT ? points : null;
}

export function setTextPoints(points: number | null): void {
  textPoints.value = points;
  if (points) localStorage.setItem(KEPT, String(points));
  else localStorage.removeItem(KEPT);
  applyTextSize();
}

/** The size chosen in one tab is the size in all of them. */
export function followTextSize(): void {
  addEventListener("storage", ({ key }) => {
    if (key !== KEPT) return;
    textPoints.value = keptPoints();
    applyTextSize();
  });
}

/** Every size is in rem, so the root's size is the only switch. */
export function applyTextSize(): void {
  const root = document.documentElement;
  root.classList.toggle("large", textPoints.value !== null);
  root.style.fontSize = textPoints.value ? `${textPoints.value}pt` : "";
}
