"""Addresses behind the front: the admin and the few dynamic ones."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
