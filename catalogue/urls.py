"""The catalogue's addresses beside its pages."""

from django.urls import path

from catalogue.views import search, seen, suggestions

urlpatterns = [
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="search_suggestions"),
    path("seen/", seen, name="seen"),
]
