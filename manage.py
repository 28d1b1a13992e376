#!/usr/bin/env python
"""Django's command line for the shop."""

import os
import sys
from pathlib import Path


def main() -> None:
    # `site` is also a module of the standard library: our folder can only be a place to import from.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    from config.env import WrongSettings

    try:
        execute_from_command_line(sys.argv)
    except WrongSettings as wrong:  # all of it in one line: where it was noticed helps nobody
        sys.exit(str(wrong))


if __name__ == "__main__":
    main()
