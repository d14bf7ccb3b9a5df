"""Migrations are in step with the tables, and none throws away a translated text."""

import re
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tour.models import Claim, Stop, Tour, column, source_hash

TRANSLATED = {"title", "summary", "about", "advisory", "credits", "place", "text", "safety", "alt", "form", "say"}


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_tables() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


@pytest.mark.django_db
def test_what_was_translated_before_anyone_compared_it_is_held_against_its_source_of_that_day() -> None:
    words: dict[str, Any] = {"title_en": "The river", "about_en": "One.\n\nTwo  more.", "title_zh_hans": "河"}
    tour = Tour.objects.create(slug="river", languages=["en", "id"], **words)
    stop = Stop.objects.create(tour=tour, slug="ferry", number=1)
    said: dict[str, Any] = {"text_en": "It ran.", "text_ind": "Dulu berjalan.", "text_th": " "}
    claim = Claim.objects.create(stop=stop, key="end", status="context", **said)
    migration = import_module("tour.migrations.0013_made_from")
    migration.take_translations_for_right(apps, SimpleNamespace(connection=connection))
    assert Tour.objects.get().made_from == {"zh-hans": source_hash(tour, "en")}
    assert Claim.objects.get().made_from == {"id": source_hash(claim, "en")}


def test_no_migration_drops_a_translated_field() -> None:
    columns = {column(field, code) for field in TRANSLATED for code in settings.SUPERSET} | TRANSLATED
    for path in Path(settings.BASE_DIR, "tour/migrations").glob("0*.py"):
        dropped = re.findall(r"RemoveField\(\s*model_name=\W\w+\W,\s*name=\W(\w+)\W", path.read_text())
        assert not columns & set(dropped), path.name


def test_the_tables_hold_the_whole_superset_so_that_a_site_needs_no_migration_for_a_language() -> None:
    first = (Path(settings.BASE_DIR) / "tour/migrations/0001_initial.py").read_text()
    assert len(settings.SUPERSET) == 40
    assert all(f"'{column('title', code)}'" in first for code in settings.SUPERSET)
