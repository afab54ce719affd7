"""Health check of a container: `python deploy/healthy.py URL` ends with 0 when the URL answers 200."""

import sys
import urllib.error
import urllib.request


def main(url: str) -> int:
    request = urllib.request.Request(url, headers={"Host": "localhost"})  # noqa: S310  a fixed http:// address
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            return 0 if answer.status == 200 else 1
    except urllib.error.HTTPError as refusal:
        print(refusal.read(500).decode(errors="replace"), file=sys.stderr)
    except OSError as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
