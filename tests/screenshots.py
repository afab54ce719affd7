"""`manage.py screenshots`: the README's pictures, and every page in every shape for those who look at them.

Starts a demo in a folder of its own, lets it run into the first minutes of the crisis, publishes an answer,
and photographs: trainer and trainee, laptop and phone, light and dark.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.laptop import Laptop, laptop

SHAPES = {"laptop": (1440, 900), "projector": (1280, 720), "phone": (390, 844)}
CHROMIUM = "/usr/bin/chromium"
ANSWERS = {
    "en": "We are aware of shots at Saint-Aurèle station. Police are on site. Stay away from the area, "
    "stay indoors, and do not share pictures of the operation. Next message at half past.",
    "fr": "Des coups de feu ont été signalés à la gare Saint-Aurèle. La police est sur place. Évitez le "
    "quartier, restez à l’abri et ne diffusez aucune image de l’opération. Prochain point dans 15 minutes.",
}


def take(folder: Path, work: Path, lang: str, seconds: int) -> list[Path]:
    """All pictures, in `folder`; `work` is a scratch folder. The demo runs for `seconds` before the first."""
    folder.mkdir(parents=True, exist_ok=True)
    with _demo(work, lang) as (machine, room, session), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        trainer = _logged_in(browser, machine, "fiona", lang)
        trainee = _logged_in(browser, machine, "tom", lang)
        time.sleep(seconds)
        _answer(trainee, machine, room, ANSWERS[lang])
        time.sleep(20)
        pages = {"dashboard": (trainer, f"/sessions/{session}/"), "feed": (trainee, f"/room/{room}/")}
        pages |= {"join": (trainer, f"/sessions/{session}/join/"), "sessions": (trainer, "/sessions/")}
        taken = [
            _photograph(browser, context, machine, path, folder, f"{name}-{shape}-{scheme}", shape, scheme)
            for name, (context, path) in pages.items()
            for shape in SHAPES
            for scheme in ("light", "dark")
        ]
        taken.append(_overview(browser, folder))
    return taken


@contextmanager
def _demo(work: Path, lang: str) -> Iterator[tuple[Laptop, str, int]]:
    with laptop(work) as machine:
        machine.start("demo", "--lang", lang, within=120)
        while "/sessions/" not in machine.said:
            time.sleep(0.1)
        code = "from exercises.models import Room; r = Room.objects.first(); print(r.code, r.session_id)"
        room, session = machine.run("shell", "-v0", "-c", code).split()[-2:]
        yield machine, room, int(session)


def _logged_in(browser: Browser, machine: Laptop, name: str, lang: str) -> BrowserContext:
    passwords: dict[str, str] = json.loads((machine.folder / "demo-logins.json").read_text())["passwords"]
    context = browser.new_context(locale=lang)
    page = context.new_page()
    page.goto(f"http://{machine.address}/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", passwords[name])
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_load_state()
    page.close()
    return context


def _answer(context: BrowserContext, machine: Laptop, room: str, text: str) -> None:
    page = context.new_page()
    page.goto(f"http://{machine.address}/room/{room}/")
    page.get_by_role("button", name=re.compile("Write|Écrire")).first.click()
    page.get_by_role("textbox").last.fill(text)
    page.keyboard.press("Control+Enter")
    time.sleep(2)
    page.close()


def _photograph(
    browser: Browser,
    context: BrowserContext,
    machine: Laptop,
    path: str,
    folder: Path,
    name: str,
    shape: str,
    scheme: Any,
) -> Path:
    width, height = SHAPES[shape]
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"http://{machine.address}{path}")
    time.sleep(4)
    target = folder / f"{name}.png"
    page.screenshot(path=target)
    page.close()
    return target


OVERVIEW = """<!doctype html><style>
body{margin:0;background:#e8ecf4;width:1680px;height:860px;position:relative}
img{position:absolute;border-radius:14px;box-shadow:0 18px 50px #0b163366}</style>
<img src="dashboard-laptop-light.png" width="1240" style="left:40px;top:42px">
<img src="feed-phone-light.png" width="350" style="right:40px;top:58px">"""


def _overview(browser: Browser, folder: Path) -> Path:
    """The README's picture: both sides of the exercise beside each other."""
    source = folder / "overview.html"
    source.write_text(OVERVIEW)
    page = browser.new_page(viewport={"width": 1680, "height": 860})
    page.goto(source.as_uri())
    page.screenshot(path=folder / "overview.png")
    page.close()
    source.unlink()
    return folder / "overview.png"
