#!/usr/bin/env python3
"""The one command of Social Room: `python3 manage.py demo`, `run`, `test` and so on"""

import gc
import os
import sys

if sys.version_info < (3, 7):  # too old even to read the rest, which explains itself
    sys.exit("Social Room: Python >= 3.11")
if os.name != "posix":
    sys.exit("Social Room: Linux, macOS (Windows: WSL)")

from socialroom import bootstrap


def main(arguments):
    bootstrap.enter(arguments)
    if arguments[:1] == ["test"]:  # pytest's tests, not those of Django's own command of this name
        bootstrap.run_tests(arguments[1:])
    gc.set_threshold(50_000)  # what is imported stays: searching it for garbage was a sixth of the start
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
