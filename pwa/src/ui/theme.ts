/** Tells Vant's components when the system is dark; everything else asks CSS. */
export function followSystemTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => document.documentElement.classList.toggle("van-theme-dark", dark.matches);
  dark.addEventListener("change", apply);
  apply();
}
