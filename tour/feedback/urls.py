"""Addresses of what visitors write."""

from django.urls import path

from tour.feedback.heard import heard
from tour.feedback.mistake import mistake

urlpatterns = [path("heard", heard, name="heard"), path("mistake", mistake, name="mistake")]
