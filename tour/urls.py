"""Addresses behind the front: the admin and the few dynamic ones."""

from django.urls import include, path

from tour.curator import denied, desk, not_found

urlpatterns = [path("admin/", desk.urls), path("feedback/", include("tour.feedback.urls"))]
handler403, handler404 = denied, not_found
