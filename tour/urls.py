"""Addresses behind the front: the admin and the few dynamic ones."""

from django.urls import include, path

from tour.curator import desk

urlpatterns = [path("admin/", desk.urls), path("feedback/", include("tour.feedback.urls"))]
