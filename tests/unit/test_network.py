"""Addresses of those who ask, whatever a proxy or a client writes."""

import pytest

from socialroom.network import NOBODY, plain_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:51234", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("", NOBODY),
        ("unknown", NOBODY),
        ("192.0.2.7, 192.0.2.8", NOBODY),
        ("'; DROP TABLE axes_accessattempt; --", NOBODY),
        ("9" * 400, NOBODY),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_an_address_is_one_that_every_database_takes(text: str, address: str) -> None:
    assert plain_address(text) == address
