"""The catalogue's addresses beside its pages; the search page stands among the site's own."""

from django.urls import path

from catalogue.views import seen, suggestions

urlpatterns = [
    path("search/suggestions/", suggestions, name="search_suggestions"),
    path("seen/", seen, name="seen"),
]
