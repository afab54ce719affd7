"""The process that looks at one uploaded picture: `python -m exercises.imaging`.

A file comes in, a new one goes out. Nothing goes through but the pixels: they are turned upright, made
smaller and written anew, so that no metadata, no second content and no script is left. It has little time and
memory, writes no file and knows neither Django nor the database; see exercises.images, its parent.
"""

import json
import resource
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
KNOWN = (*FORMATS, "MPO")  # what some telephones write: a JPEG with a second one behind it
MOST_PIXELS = 50_000_000
SMALLEST = 16  # px of the shorter side: less is a mark that somebody wants to count by
LONGEST = 20  # times the shorter side
CPU = 15  # s
MEMORY = 1_200_000_000  # bytes of address space
QUALITIES = (82, 62)
#: First bytes of what people take for a picture, and what it is called.
MARKS = (
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x00\x00\x01\x00", "ICO"),
)
BRANDS = {
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
}


class Unusable(Exception):
    """A file that is not shown. `code`: empty, type, damaged, pixels or small; `kind`: what it is."""

    def __init__(self, code: str, kind: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind


def redrawn(data: bytes, side: int, most: int) -> tuple[bytes, int, int]:
    """The picture in `data` as WebP of at most `side` px and `most` bytes, with its width and height.

    Raises Unusable, before anything is decoded wherever its head shows it.
    """
    image = _opened(data)
    _check_measures(*image.size)
    try:
        image.draft("RGB", (side, side))  # a JPEG is decoded no larger than needed
        image.load()
        image = _upright(image, side)
    except MemoryError:
        raise
    except Exception as error:  # what a decoder stumbles over is told in many ways
        raise Unusable("damaged") from error
    return _written(image, most)


def _opened(data: bytes) -> Image.Image:
    if not data:
        raise Unusable("empty")
    Image.MAX_IMAGE_PIXELS = None  # ours is the stricter, and tells of it as we want
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, wants half a picture too
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Exception as error:
        kind = kind_of(data)
        raise Unusable("damaged" if kind in FORMATS else "type", kind) from error
    if image.format not in KNOWN:
        raise Unusable("type", str(image.format))
    return image


def kind_of(data: bytes) -> str:
    """What a file seems to be by its content, "" if one cannot tell."""
    if data.startswith(b"\xff\xd8"):
        return "JPEG"
    if data.startswith(b"\x89PNG"):
        return "PNG"
    if data[:4] == b"RIFF":
        return "WEBP" if data[8:12] == b"WEBP" else ""
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "video")
    found = next((name for mark, name in MARKS if data.startswith(mark)), "")
    return found or _marked_up(data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower())


def _marked_up(head: bytes) -> str:
    if b"<svg" in head:
        return "SVG"
    return "HTML" if head.startswith((b"<!doctype html", b"<html", b"<script", b"<head", b"<body")) else ""


def _check_measures(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unusable("pixels")
    shorter, longer = sorted((width, height))
    if shorter < SMALLEST or longer > LONGEST * shorter:
        raise Unusable("small")


def _upright(image: Image.Image, side: int) -> Image.Image:
    """Smaller, turned as it was held, in the colours of every screen; a new image that knows nothing else."""
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    has_alpha = "A" in turned.getbands() or "transparency" in turned.info
    mode = "RGBA" if has_alpha else "RGB"
    if turned.mode not in (mode, "L", "CMYK"):
        turned = _plain(turned, mode)
    turned.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3)
    turned = _in_srgb(turned, profile, mode)
    clean = Image.new(mode, turned.size)
    clean.paste(turned)
    return clean


def _plain(image: Image.Image, mode: str) -> Image.Image:
    """Sixteen bits of grey are not cut off at eight, but divided."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L").convert(mode)
    return image.convert(mode)


def _in_srgb(image: Image.Image, profile: Any, mode: str) -> Image.Image:
    """Cameras write colours of their own; a profile that is none leaves them as they are."""
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            colours = image.convert("RGB") if alpha else image
            made = ImageCms.profileToProfile(
                colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if made is not None:
                made = made.convert(mode)
                if alpha:
                    made.putalpha(alpha)
                return made
    return image if image.mode == mode else image.convert(mode)


def _written(image: Image.Image, most: int) -> tuple[bytes, int, int]:
    """As good as `most` bytes allow: first less fine, then smaller."""
    while True:
        for quality in QUALITIES:
            out = BytesIO()
            image.save(out, "WEBP", quality=quality, method=4)
            if out.tell() <= most:
                return out.getvalue(), image.width, image.height
        scale = min(0.9, 0.95 * (most / out.tell()) ** 0.5)
        image = image.resize((max(1, int(image.width * scale)), max(1, int(image.height * scale))))


def _limit() -> None:
    limits = [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU), (resource.RLIMIT_CORE, 0)]
    for kind, most in [*limits, (resource.RLIMIT_FSIZE, 0)]:
        with suppress(ValueError, OSError):  # macOS does not know all of them
            resource.setrlimit(kind, (most, most))


def main(side: int, most: int) -> None:
    """One line of JSON on standard output, then the bytes of the new picture."""
    _limit()
    told: dict[str, Any]
    try:
        made, width, height = redrawn(sys.stdin.buffer.read(), side, most)
        told = {"width": width, "height": height}
    except Unusable as unusable:
        made, told = b"", {"code": unusable.code, "kind": unusable.kind}
    except MemoryError:
        made, told = b"", {"code": "pixels", "kind": ""}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
