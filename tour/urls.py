"""Addresses behind the front: the admin and the few dynamic ones."""

from django.urls import path

from tour.curator import desk

urlpatterns = [path("admin/", desk.urls)]
