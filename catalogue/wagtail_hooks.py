"""What the catalogue adds to the Wagtail admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from catalogue.admin.permissions import StockPermissionPolicy
from catalogue.models import StockRecord

# Before the viewset below, which would else make a policy of its own.
register_permission_policy(StockRecord, StockPermissionPolicy(StockRecord), exact_class=True)

from catalogue.admin.facets import FacetValueViewSet  # noqa: E402
from catalogue.admin.products import ProductViewSet  # noqa: E402
from catalogue.admin.stock import StockViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ProductViewSet | StockViewSet]:
    """Products and Stock in the main menu."""
    return [ProductViewSet(), StockViewSet()]


register_snippet(FacetValueViewSet)
