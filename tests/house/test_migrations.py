"""Migrations are in step with the tables, and none throws away a translated text."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tour.models import column

TRANSLATED = {"title", "summary", "about", "advisory", "credits", "place", "text", "safety", "alt", "form", "say"}


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_tables() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_no_migration_drops_a_translated_field() -> None:
    columns = {column(field, code) for field in TRANSLATED for code in settings.SUPERSET} | TRANSLATED
    for path in Path(settings.BASE_DIR, "tour/migrations").glob("0*.py"):
        dropped = re.findall(r"RemoveField\(\s*model_name=\W\w+\W,\s*name=\W(\w+)\W", path.read_text())
        assert not columns & set(dropped), path.name


def test_the_tables_hold_the_whole_superset_so_that_a_site_needs_no_migration_for_a_language() -> None:
    first = (Path(settings.BASE_DIR) / "tour/migrations/0001_initial.py").read_text()
    assert len(settings.SUPERSET) == 40
    assert all(f"'{column('title', code)}'" in first for code in settings.SUPERSET)
