"""Whether a page is sound: axe finds nothing, nothing is clipped, and no word is missing."""

import re
from pathlib import Path

from playwright.sync_api import Page

LOCALES = Path(__file__).parents[2] / "pwa" / "src" / "locales"
AXE = (Path(__file__).parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
LOOKS = {"zh": ("zh-CN", None), "en": ("en", None), "zh large": ("zh-CN", 30), "en large": ("en", 30)}
PHONE, NARROW = {"width": 390, "height": 844}, {"width": 360, "height": 780}
CHOOSE = """choices => Object.entries(choices).forEach(([key, value]) => {
    value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value);
    dispatchEvent(new StorageEvent("storage", { key, newValue: value }));
})"""
# Colours on their way to others are no colours yet.
SETTLED = """async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.all(moving.map(({ finished }) => finished.catch(() => null)));
}"""
# A key of the words where a word should stand: board.missing
KEY = re.compile(rf"\b({'|'.join(file.name.removesuffix('.zh.ts') for file in LOCALES.glob('*.zh.ts'))})\.[a-z_]+\b")


def put_on(page: Page, look: str) -> None:
    """Change the look of the page as it stands, as a choice made in another tab does."""
    language, points = LOOKS[look]
    page.set_viewport_size(NARROW if points else PHONE)
    page.evaluate(CHOOSE, {"muster.locale": language, "muster.text_points": points and str(points)})
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)


def faults_here(page: Page, look: str) -> list[str]:
    """What is wrong with the page as it stands; in the dark too, where its text is not large and so needs the most contrast.

    axe looks twice, at either language and at either size: whatever a third look could find would be a missing word or a clipped
    side, and those are looked for each time.
    """
    faults: list[str] = []
    if look in ("zh", "en large"):
        page.evaluate(AXE)
        faults = axe(page)
    if look == "zh":
        page.emulate_media(color_scheme="dark")
        faults += [f"dark: {fault}" for fault in axe(page, "color-contrast")]  # nothing else depends on the light
        page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    faults += [f"{wide} pixels are clipped at the side"] if wide > 0 else []
    return faults + [f"a word is missing: {key[0]}" for key in KEY.finditer(page.locator("body").inner_text())]


def axe(page: Page, *rules: str) -> list[str]:
    """What axe finds against these rules, or against all."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    page.evaluate(SETTLED)
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
