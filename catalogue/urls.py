"""The catalogue's addresses beside its pages."""

from django.urls import path

from catalogue.views import search

urlpatterns = [path("search/", search, name="search")]
