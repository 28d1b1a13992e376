"""Addresses of the bag."""

from django.urls import path

from checkout.bag import views

app_name = "bag"

urlpatterns = [
    path("", views.view, name="view"),
    path("add/", views.add, name="add"),
    path("kept/", views.kept, name="kept"),
    path("update/", views.update, name="update"),
    path("remove/", views.remove, name="remove"),
]
