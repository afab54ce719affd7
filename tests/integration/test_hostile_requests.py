"""Requests that no form makes: too large, broken, with characters that no text may have."""

import pytest
from django.test import Client

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n--x--\r\n'

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/login/", "/join/", "/language/", "/seat/", "/admin/"])
@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART, "application/json", "text/plain"])
def test_what_is_too_large_is_refused_in_the_readers_language(client: Client, path: str, kind: str):
    client.cookies["language"] = "fr"
    answer = client.generic("POST", path, b"a=" + b"x" * 6_000_000, content_type=kind)
    assert answer.status_code == 413
    assert 'lang="fr"' in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"username=%00&password=x", URLENCODED),
        (b"username=%ED%A0%80&password=x", URLENCODED),
        (b"username=%FF%FE&password=x", URLENCODED),
        (b"&".join(b"f%d=1" % index for index in range(9000)), URLENCODED),
        (b"username=x", MULTIPART),
        (b"\x00" * 100, MULTIPART),
        (PART % (b"username", b"\xff\xfe\x00"), MULTIPART),
        (PART % (b"username", b"a\x00b"), MULTIPART),
        (b"".join(PART % (b"f%d" % index, b"1") for index in range(9000)), MULTIPART),
        (b"username=x", "multipart/form-data"),
        (b"username=x", "multipart/form-data; boundary=" + "x" * 300),
        (b"[" * 10_000, "application/json"),
        (b"", "nonsense"),
    ],
)
@pytest.mark.parametrize("path", ["/login/", "/join/", "/language/", "/seat/", "/leave/", "/invite/x/"])
def test_what_is_broken_is_refused_plainly(body: bytes, kind: str, path: str):
    client = Client(raise_request_exception=False)
    assert client.generic("POST", path, body, content_type=kind).status_code in (302, 400, 404)


@pytest.mark.parametrize(
    "path", ["/%00", "/join/%00/", "/room/%ff%fe/", "/join/?q=%00", "/?x=%ed%a0%80", "/%0d%0a"]
)
def test_a_broken_address_is_refused_plainly(path: str):
    assert Client(raise_request_exception=False).get(path).status_code in (302, 400, 404)


def test_a_forged_form_is_refused_with_a_page_of_ours(db: None):
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "fr"
    answer = client.post("/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert 'lang="fr"' in answer.content.decode()
    assert "<style" not in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "a b", "x" * 400])
def test_another_host_is_refused(host: str):
    assert Client(headers={"host": host}, raise_request_exception=False).get("/join/").status_code == 400
