"""Files that somebody may upload as a picture: honest ones, and what only looks like one."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

PAYLOAD = b"<script>alert(document.domain)</script>"
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"\n<!DOCTYPE html><html><body>" + PAYLOAD + b"</body></html>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 200


def picture(
    width: int = 64, height: int = 48, form: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    out = BytesIO()
    image.convert(mode).save(out, form, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """What came out, which must be one single WebP and no byte more."""
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert struct.unpack("<I", data[4:8])[0] + 8 == len(data)
    image = Image.open(BytesIO(data), formats=["WEBP"])
    image.load()
    return image


def with_gps(**options: Any) -> bytes:
    """As a telephone writes it: where and by whom it was taken, and how the telephone was held."""
    exif = Image.Exif()
    exif[0x0112] = options.pop("orientation", 1)
    exif[0x010F] = "Secretphone"
    exif[0x9286] = "Tom was here"
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">GPSLatitude 48,51.5N</x:xmpmeta>'
    return picture(exif=exif.tobytes(), xmp=xmp, comment=b"Tom was here", **options)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, packed: bytes, *more: bytes) -> bytes:
    """A PNG that claims a size, whatever is packed into it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """Some kilobytes that claim to unpack into 1.2 GB."""
    squeeze = zlib.compressobj(9)
    packed = b"".join(squeeze.compress(b"\x00" * 1_000_000) for _turn in range(12)) + squeeze.flush()
    return png(20_000, 20_000, packed)


def text_bomb() -> bytes:
    """A small picture with a comment that unpacks into megabytes."""
    packed = zlib.compress(b"\x00" * 8_000_000, 9)
    rows = zlib.compress(b"".join(b"\x00" + b"\x10\x20\x30" * 32 for _row in range(32)))
    return png(32, 32, rows, chunk(b"zTXt", b"Comment\x00\x00" + packed))


#: What is no picture, by what a reader is told that it is.
OTHERS = {
    "GIF": picture(form="GIF", mode="P"),
    "BMP": picture(form="BMP"),
    "TIFF": picture(form="TIFF"),
    "ICO": picture(form="ICO"),
    "AVIF": picture(form="AVIF"),
    "HEIC": HEIC,
    "video": MP4,
    "PDF": PDF,
    "SVG": SVG,
    "HTML": HTML,
    "ZIP": b"PK\x03\x04" + b"\x00" * 100,
    "": b"Just some words.",
}
