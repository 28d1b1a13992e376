"""`manage.py seed_demo`: fill an empty shop with people, art, pages and stock; a full one stays as it is."""

import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from catalogue.picture_making import make_first_screens
from config.demo_seed import pages
from config.demo_seed.orders import add_orders
from config.demo_seed.people import add_people
from config.demo_seed.pictures import add_pictures
from config.demo_seed.products import add_stock
from config.demo_seed.progress import Progress
from config.demo_seed.reviews import add_reviews, add_waiting
from config.demo_seed.shoppers import add_shoppers


class Command(BaseCommand):
    help = "Fill an empty shop with the demo's people, pictures, pages, stock, orders and reviews."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SHOP_DEMO:
            raise CommandError("Seeding is for the demo alone: set SHOP_DEMO=1 to do it here.")
        progress = Progress(sys.stdout)
        add_people()
        add_shoppers()
        if not pages.are_there():
            library = add_pictures(settings.VAR_DIR / "art", progress)
            pages.add_pages(library, progress)
            progress.say("Making what is seen first")
            make_first_screens(progress)
        else:
            progress.say("Skipped pictures and pages: they are there already")
        add_stock()
        add_orders(progress)
        add_reviews()
        add_waiting()
        address = urlsplit(settings.SITE_URL)
        progress.close()
        pages.move_to(address.hostname or "localhost", address.port or 80)
