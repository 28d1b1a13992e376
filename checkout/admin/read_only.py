"""What the lists of the checkout share: there is much to read and nothing to write."""

from django.urls import URLPattern, path
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from checkout.admin.exports import SafeExportMixin


class ReadOnlyIndexView(SafeExportMixin, generic.IndexView):
    """A list with a safe download."""

    any_permission_required = ["view"]


class ReadOnlyViewSet(ModelViewSet):
    """A list and a page for each row. Addresses to add, edit, copy or delete one do not exist at all."""

    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ReadOnlyIndexView
    search_backend_name = None
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]
