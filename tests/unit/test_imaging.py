"""What becomes of an uploaded file: honest pictures go through as pixels alone, all else is refused."""

import json
import random
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from exercises.imaging import MOST_PIXELS, Unusable, redrawn
from tests.pictures_to_upload import (
    OTHERS,
    PAYLOAD,
    SVG,
    bomb,
    opened,
    picture,
    png,
    text_bomb,
    with_gps,
)

ROOT = Path(__file__).resolve().parents[2]
SIDE, MOST = 1600, 500_000


def made(data: bytes) -> Image.Image:
    drawn, width, height = redrawn(data, SIDE, MOST)
    image = opened(drawn)
    assert image.size == (width, height)
    return image


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unusable) as refused:
        redrawn(data, SIDE, MOST)
    return refused.value.code, refused.value.kind


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_an_honest_picture_comes_out_as_webp_with_its_colours(form: str) -> None:
    image = made(picture(form=form)).convert("RGB")
    assert image.size == (64, 48)
    left, right = image.getpixel((8, 20)), image.getpixel((56, 20))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (left[0] > 200, left[2] < 60, right[0] < 60, right[2] > 200) == (True,) * 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_can_be_read(mode: str) -> None:
    image = Image.new(mode if mode != "PA" else "P", (40, 30))
    out = BytesIO()
    image.save(out, "PNG", **({"transparency": 0} if mode == "PA" else {}))
    assert made(out.getvalue()).size == (40, 30)


def test_what_is_seen_through_stays_so() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 0)).save(out, "PNG")
    assert made(out.getvalue()).getchannel("A").getextrema() == (0, 0)


def test_sixteen_bits_of_grey_keep_their_shade() -> None:
    out = BytesIO()
    Image.new("I;16", (40, 30), 32_768).save(out, "PNG")
    shades = made(out.getvalue()).convert("L").tobytes()
    assert 115 < min(shades) <= max(shades) < 140


def test_a_picture_for_print_is_shown_in_the_colours_of_screens() -> None:
    assert made(picture(mode="CMYK")).mode == "RGB"


def test_a_large_one_is_made_smaller_and_keeps_its_shape() -> None:
    assert made(picture(2000, 1500)).size == (1600, 1200)
    assert made(picture(500, 2000, "PNG")).size == (400, 1600)


def test_one_that_is_all_detail_still_keeps_within_its_bytes() -> None:
    noise = BytesIO()
    Image.frombytes("RGB", (700, 500), random.Random(3).randbytes(700 * 500 * 3)).save(noise, "PNG")
    drawn, width, height = redrawn(noise.getvalue(), SIDE, 60_000)
    assert len(drawn) <= 60_000
    assert width / height == pytest.approx(1.4, abs=0.02)


def test_nothing_tells_where_when_and_with_what_it_was_taken() -> None:
    data = with_gps()
    assert all(mark in data for mark in (b"Secretphone", b"Tom was here", b"GPSLatitude", b"Exif"))
    drawn = redrawn(data, SIDE, MOST)[0]
    for mark in (b"Secretphone", b"Tom", b"GPS", b"Exif", b"EXIF", b"XMP", b"xmp", b"ICCP"):
        assert mark not in drawn
    image = opened(drawn)
    assert not dict(image.getexif())
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)


@pytest.mark.parametrize(("orientation", "red"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_it_stands_upright_as_the_telephone_was_held(orientation: int, red: str) -> None:
    image = made(with_gps(orientation=orientation)).convert("RGB")
    assert image.size == ((64, 48) if orientation in (1, 3) else (48, 64))
    width, height = image.size
    spots = {
        "left": (4, height // 2),
        "right": (width - 5, height // 2),
        "top": (width // 2, 4),
        "bottom": (width // 2, height - 5),
    }
    shades = {name: image.getpixel(spot) for name, spot in spots.items()}
    chosen = shades[red]
    assert isinstance(chosen, tuple)
    assert chosen[0] > 200
    assert chosen[2] < 60


def test_a_broken_profile_of_colours_hinders_nothing() -> None:
    assert made(picture(icc_profile=b"\x00" * 128 + b"no profile at all")).size == (64, 48)


@pytest.mark.parametrize("tail", [PAYLOAD, SVG, b"PK\x03\x04" + PAYLOAD * 50, b"%PDF-1.7 " + PAYLOAD])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_of_a_file_that_is_two_things_the_second_is_gone(form: str, tail: bytes) -> None:
    drawn = redrawn(picture(form=form) + tail, SIDE, MOST)[0]
    opened(drawn)
    for mark in (b"script", b"svg", b"PK\x03\x04", b"%PDF"):
        assert mark not in drawn


def test_a_script_in_a_comment_is_gone() -> None:
    drawn = redrawn(picture(comment=PAYLOAD), SIDE, MOST)[0]
    assert b"script" not in drawn


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_picture_of_ours_is_refused_by_what_it_is(kind: str) -> None:
    assert refusal(OTHERS[kind]) == ("type", kind)


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == ("empty", "")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_was_cut_off_anywhere_is_refused_or_whole(form: str) -> None:
    whole = picture(300, 200, form)
    for length in {1, 3, 8, 12, 20, 40, len(whole) // 2, len(whole) * 3 // 4, len(whole) - 30}:
        assert refusal(whole[:length])[0] in ("damaged", "type"), length


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_whatever_stands_in_a_file_it_is_a_picture_or_refused(form: str) -> None:
    rng = random.Random(7)
    whole = picture(120, 90, form)
    for _turn in range(120):
        data = bytearray(whole)
        for _byte in range(rng.randint(1, 12)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        with suppress(Unusable):
            opened(redrawn(bytes(data), SIDE, MOST)[0])


def test_a_bomb_is_refused_by_its_head_before_it_goes_off() -> None:
    data = bomb()
    assert len(data) < 200_000
    began = time.process_time()
    assert refusal(data) == ("pixels", "")
    assert time.process_time() - began < 0.5
    assert refusal(png(MOST_PIXELS // 1000 + 1, 1000, b"")) == ("pixels", "")


def test_a_bomb_in_a_comment_does_not_go_off() -> None:
    assert refusal(text_bomb())[0] == "damaged"


def test_a_point_or_a_thread_is_no_picture() -> None:
    for size in ((1, 1), (15, 400), (16, 321), (2000, 40)):
        assert refusal(picture(*size, form="PNG")) == ("small", "")
    assert made(picture(16, 320, "PNG")).size == (16, 320)


def child(data: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "exercises.imaging", "1600", "500000"]
    return subprocess.run(command, cwd=ROOT, input=data, capture_output=True, timeout=60, check=False)


def test_the_process_tells_the_measures_and_gives_the_bytes() -> None:
    done = child(picture())
    head, _newline, drawn = done.stdout.partition(b"\n")
    assert (done.returncode, json.loads(head)) == (0, {"width": 64, "height": 48})
    assert opened(drawn).size == (64, 48)


def test_the_process_refuses_in_one_line() -> None:
    done = child(SVG)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"code": "type", "kind": "SVG"})
