"""Addresses of what visitors and kiosks write."""

from django.urls import path

from tour.feedback.heard import heard
from tour.feedback.kiosk import kiosk
from tour.feedback.mistake import mistake

urlpatterns = [
    path("heard", heard, name="heard"),
    path("mistake", mistake, name="mistake"),
    path("kiosk/<slug:slug>", kiosk, name="kiosk"),
]
