"""`python -m tests.upgrade.recording FOLDER` in the tree of a release: fills FOLDER with what is kept of it.

`SHOP_TEST_DB=sqlite` chooses the database. `scripts/record_release.py` runs it for both.
"""

import os
import sys
from pathlib import Path

from tests import pgplugin


def main(folder: Path) -> None:
    """One day is told to have data, and one to hear what is written."""
    _set_up()
    from stripe_double import StripeDouble
    from tests.upgrade.keeping import keep_data, keep_writes
    from tests.upgrade.story import Story
    from tests.upgrade.writes import count_from_here, listening

    with StripeDouble() as double:
        _point_to(double.base_url)
        Story("Monday", double).tell()
        keep_data(folder)
        count_from_here()
        with listening() as writes:
            Story("Tuesday", double).tell()
        keep_writes(folder, writes)
        sys.stdout.write(f"{len(writes)} statements that write\n")


def _set_up() -> None:
    place = pgplugin.temporary_folder()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.test", "SHOP_VAR_DIR": str(place / "var")}
    is_sqlite = os.environ.get("SHOP_TEST_DB") == "sqlite"
    url = f"sqlite:///{place}/shop.sqlite3" if is_sqlite else pgplugin.start_postgres(place)
    os.environ["DATABASE_URL"] = url
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)


def _point_to(stripe: str) -> None:
    from django.conf import settings

    settings.STRIPE_API_BASE = stripe
    settings.SHOP_RATE_LIMITS = True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
