"""Filter values for editors: they come with the products, only their colours are chosen here."""

from wagtail.snippets.views.snippets import SnippetViewSet

from catalogue.models import FacetValue


class FacetValueViewSet(SnippetViewSet):
    """Filter values, to give those of a facet their colours."""

    model = FacetValue
    icon = "pick"
    list_display = ["label", "name", "language", "color"]
    list_filter = ["language", "facet"]
    search_fields = ["label", "name"]
    copy_view_enabled = False
