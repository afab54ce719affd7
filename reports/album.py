"""The pictures of one document, by the address under which its pages ask for them."""

from dataclasses import dataclass

SCHEME = "chart"


@dataclass(frozen=True, slots=True)
class Picture:
    """`address` is where the page finds it, `alt` what it shows in words."""

    address: str
    alt: str


class Album:
    """Keeps SVG pictures; the same picture is kept once."""

    def __init__(self) -> None:
        self._svgs: list[str] = []
        self._known: dict[str, str] = {}

    def add(self, svg: str, alt: str) -> Picture:
        address = self._known.get(svg)
        if address is None:
            address = self._known[svg] = f"{SCHEME}:{len(self._svgs)}"
            self._svgs.append(svg)
        return Picture(address, alt)

    def svg(self, address: str) -> str:
        """Raises LookupError for an address that is none of ours."""
        scheme, _colon, number = address.partition(":")
        if scheme != SCHEME or not number.isascii() or not number.isdecimal():
            raise LookupError(address)
        return self._svgs[int(number)]
