"""The addresses of this machine, and of those who ask."""

import contextlib
import ipaddress
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest

SIOCGIFADDR = 0x8915  # linux/sockios.h: the IPv4 address of an interface
NOBODY = "0.0.0.0"  # noqa: S104  an address that nobody has, not one to listen on
REFRESH = 10.0  # s: a laptop may join the room's Wi-Fi after the start


def lan_addresses() -> list[str]:
    """IPv4 addresses by which others reach this machine, the likeliest first; without loopback."""
    found = [*_default_route_address(), *_interface_addresses()]
    return list(dict.fromkeys(address for address in found if not address.startswith("127.")))


def _default_route_address() -> Iterator[str]:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # TEST-NET-1: nothing is sent, the kernel only picks a route
        yield probe.getsockname()[0]


def _interface_addresses() -> Iterator[str]:
    if sys.platform.startswith("linux"):
        yield from _linux_addresses()
    else:
        yield from _ifconfig_addresses()


def _linux_addresses() -> Iterator[str]:
    import fcntl  # noqa: PLC0415  not on every system

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _index, name in socket.if_nameindex():
            request = struct.pack("256s", name[:15].encode())
            with contextlib.suppress(OSError):
                yield socket.inet_ntoa(fcntl.ioctl(probe.fileno(), SIOCGIFADDR, request)[20:24])


def _ifconfig_addresses() -> Iterator[str]:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        listing = subprocess.run(["ifconfig"], capture_output=True, text=True, timeout=2, check=False).stdout
        for line in listing.splitlines():
            words = line.split()
            if words[:1] == ["inet"]:
                yield words[1]


class LanHosts(list[str]):
    """Host names that the embedded server answers to: this machine's, as they are now."""

    def __init__(self, extra: list[str]) -> None:
        super().__init__(extra)
        self._found: list[str] = []
        self._looked_at = float("-inf")

    def __iter__(self) -> Iterator[str]:
        if time.monotonic() - self._looked_at > REFRESH:
            self._looked_at = time.monotonic()
            name = socket.gethostname().lower()
            self._found = ["localhost", "127.0.0.1", "[::1]", name, f"{name}.local", *lan_addresses()]
        return iter([*super().__iter__(), *self._found])

    def __bool__(self) -> bool:
        return True


def client_address(request: HttpRequest) -> str:
    """Who asks: the connection's own address, or what the trusted proxies nearest to us say."""
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return plain_address(forwarded[-trusted])
    return plain_address(request.META.get("REMOTE_ADDR", ""))


def plain_address(text: str) -> str:
    """The IP address in `text`, without port or zone; one that nobody has when there is none in it.

    PostgreSQL takes nothing else for an address.
    """
    bare = text.removeprefix("[").partition("]")[0].partition("%")[0]
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare)
    except ValueError:
        return NOBODY
    return str(getattr(found, "ipv4_mapped", None) or found)
