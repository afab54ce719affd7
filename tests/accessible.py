"""Whether everybody can use a page: axe looks at it, and a ruler whether it is wider than its window.

A face is one way in which people see the product: in light and in dark, on the narrowest phone, and in a
language that is written from the right.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESKTOP = {"width": 1280, "height": 720}
#: What a browser is opened with. Still, so that axe finds nothing half faded in.
FACES: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    "rtl": {"viewport": DESKTOP, "color_scheme": "light"},
}
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
#: Turns every page round before its modules look at it, with the sheet that the administration adds for it.
TURN = """
new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  document.documentElement.dir = "rtl";
  const sheet = document.querySelector('link[href$="admin/css/base.css"]');
  if (!sheet) return;
  const more = document.createElement("link");
  more.rel = "stylesheet";
  more.href = sheet.href.replace("base.css", "rtl.css");
  sheet.after(more);
}).observe(document, { childList: true, subtree: true });
"""
#: What can be told of a whole page alone: asked even where the rest of it was looked at before.
WHOLE = (
    "bypass", "document-title", "duplicate-id-aria", "heading-order", "landmark-main-is-top-level",
    "landmark-no-duplicate-main", "landmark-one-main", "landmark-unique", "page-has-heading-one", "region",
)  # fmt: skip
FAULTS = """
async ([within, whole]) => {
  const run = (where, more) => axe.run(where, { resultTypes: ["violations"], ...more });
  const runs = [await run(within ?? document)];
  if (within && whole.length) runs.push(await run(document, { runOnly: whole }));
  return runs.flatMap(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 140)}`)));
}
"""
TOO_WIDE = """
() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? [`${over} px wider than its window`] : [];
}
"""
_AXE = Axe().axe_script


class Inspection:
    """Looks at page after page, and tells all that it found at the end."""

    def __init__(self, whole: bool = True) -> None:
        """`whole`: whether what only whole pages tell is asked again when a part of one is new."""
        self._rules = WHOLE if whole else ()
        self.found: list[str] = []
        self.looks = 0

    def look(self, page: Page, name: str, within: str | None = None) -> None:
        """axe on the whole page, or on what is new since the last look at it: the elements of `within`."""
        self.looks += 1
        self.found += [f"{name}: {fault}" for fault in faults(page, within, self._rules)]

    def assert_clean(self) -> None:
        assert not self.found, "\n".join(self.found)
        assert self.looks


def faults(page: Page, within: str | None = None, whole: tuple[str, ...] = WHOLE) -> list[str]:
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_AXE)
    found: list[str] = page.evaluate(FAULTS, [within, whole])
    too_wide: list[str] = page.evaluate(TOO_WIDE)
    return found + too_wide


def assert_accessible(page: Page) -> None:
    """axe on a page that may be moving: what is under way comes to its end, and what arrives meanwhile is
    there at once, so that nothing is half faded in under axe's eyes."""
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_timeout(400)  # what had begun to move
    found = faults(page)
    page.emulate_media(reduced_motion="null")
    assert not found, "\n".join(found)
