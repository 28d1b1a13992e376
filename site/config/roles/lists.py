"""What each role may do, by the names of the permissions.

`app.codename` is a permission of its own; one after `pages:` holds for every page, one after `collections:`
for the pictures or documents of every collection.
"""

from dataclasses import dataclass

ENTER = ("wagtailadmin.access_admin",)
WRITE_PAGES = tuple(
    f"pages:wagtailcore.{name}_page" for name in ("add", "change", "publish", "lock", "unlock")
)
FILES = tuple(
    f"collections:{label}"
    for label in (
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
    )
)
WRITE = (
    *WRITE_PAGES,
    *FILES,
    "simple_translation.submit_translation",
    "home.change_shopsettings",
    "catalogue.view_facetvalue",
    "catalogue.change_facetvalue",
    "catalogue.view_stockrecord",
    *(f"wagtailredirects.{name}_redirect" for name in ("add", "change", "delete")),
    *(f"wagtailsearchpromotions.{name}_searchpromotion" for name in ("add", "change", "delete")),
)
PACK = (
    "checkout.view_order",
    "checkout.review_order",
    "checkout.view_webhookevent",
    "catalogue.view_stockrecord",
    "catalogue.adjust_stock",
    "catalogue.moderate_review",
)
REFUND = ("checkout.view_order", "checkout.refund_order")
READ = (
    "checkout.view_order",
    "checkout.view_webhookevent",
    "catalogue.view_stockrecord",
    "catalogue.view_review",
)
MANAGE = (
    "pages:wagtailcore.bulk_delete_page",
    "collections:wagtailimages.delete_image",
    "collections:wagtaildocs.delete_document",
    *(f"collections:wagtailcore.{name}_collection" for name in ("add", "change", "delete")),
    "checkout.change_deliverysettings",
    "checkout.change_ordersettings",
    *(f"wagtailcore.{name}_{what}" for what in ("workflow", "task") for name in ("add", "change", "delete")),
)
OWN = (
    *(f"profiles.{name}_user" for name in ("add", "change", "delete")),
    *(f"auth.{name}_group" for name in ("add", "change", "delete")),
    *(f"wagtailcore.{name}_site" for name in ("add", "change", "delete")),
)


@dataclass(frozen=True)
class RoleList:
    """A role by the name that code knows it by, the title of its group, and what it is given."""

    name: str
    title: str
    labels: tuple[str, ...]
    approves: bool = False


OWNER = RoleList("owner", "Owner", (*ENTER, *WRITE, *PACK, *REFUND, *READ, *MANAGE, *OWN), approves=True)
MANAGER = RoleList("manager", "Manager", (*ENTER, *WRITE, *PACK, *REFUND, *READ, *MANAGE), approves=True)
EDITOR = RoleList("editor", "Catalogue editor", (*ENTER, *WRITE))
HANDLER = RoleList("handler", "Order handler", (*ENTER, *PACK))
REFUNDER = RoleList("refunder", "Refunder", (*ENTER, *REFUND))
VIEWER = RoleList("viewer", "Shop viewer", (*ENTER, *READ))

ROLES = (OWNER, MANAGER, EDITOR, HANDLER, REFUNDER, VIEWER)
