"""Words of code and templates are found by Babel alone, and catalogues keep what is translated."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tour.languages import catalogues

TEMPLATE = """{% load i18n %}<p class="x">{% translate "Play" %}</p>
{% blocktranslate trimmed with name=stop.title %}
  Next: {{ name }}
{% endblocktranslate %}{% blocktranslate count n=2 %}{{ n }} stop{% plural %}{{ n }} stops{% endblocktranslate %}
{% translate "May" context "month" %}"""


@pytest.fixture
def project(tmp_path: Path, settings: Settings) -> Path:
    room = tmp_path / "project" / "tour" / "face"
    (room / "templates").mkdir(parents=True)
    (room / "templates" / "page.html").write_text(TEMPLATE)
    (room / "code.py").write_text('from x import gettext as _\n_("Pause")\nngettext("%d day", "%d days", 2)\n')
    settings.BASE_DIR = tmp_path / "project"
    settings.LOCALE_PATHS = [tmp_path / "project" / "locale"]
    return tmp_path / "project"


def test_words_of_templates_and_code_are_found(project: Path) -> None:
    found = {message.id for message in catalogues.extract() if message.id}
    assert found == {"Play", "Next: %(name)s", ("%(n)s stop", "%(n)s stops"), "May", "Pause", ("%d day", "%d days")}


def test_an_update_keeps_translations_and_drops_words_that_are_gone(project: Path) -> None:
    catalogues.update("fr")
    path = catalogues.po_path("fr")
    path.write_text(path.read_text().replace('msgid "Play"\nmsgstr ""', 'msgid "Play"\nmsgstr "Écouter"'))
    (project / "tour/face/code.py").write_text('_("Stop")\n')
    catalogues.update("fr")
    text = path.read_text()
    assert "Écouter" in text
    assert "Pause" not in text
    assert "Stop" in catalogues.missing("fr")
    assert "Play" not in catalogues.missing("fr")


def test_an_update_without_changes_gives_the_same_file(project: Path) -> None:
    catalogues.update("km")
    before = catalogues.po_path("km").read_bytes()
    catalogues.update("km")
    assert catalogues.po_path("km").read_bytes() == before


def test_compiled_catalogues_are_made_once(project: Path) -> None:
    catalogues.update("fr")
    assert catalogues.compile_all() == ["fr/LC_MESSAGES/django.po"]
    assert catalogues.po_path("fr").with_suffix(".mo").exists()
    assert catalogues.compile_all() == []
