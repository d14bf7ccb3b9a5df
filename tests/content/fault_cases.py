"""Ways to spoil the tiny tour: what is done, and the fault that must be found (file, line, words of the message)."""
# ruff: noqa: E501  a case a line

import os
from collections.abc import Callable
from pathlib import Path

Spoil = Callable[[Path], object]

MILL, GARDEN, WATER = "stops/the-mill/stop.toml", "stops/the-garden/stop.toml", "stops/the-sound-of-water/stop.toml"
MILL_EN, MILL_AR = "stops/the-mill/en.md", "stops/the-mill/ar.md"


def put(file: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1))

    return spoil


def add(file: str, body: str | bytes) -> Spoil:
    raw = body.encode() if isinstance(body, str) else body

    def spoil(folder: Path) -> None:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        with (folder / file).open("ab") as out:
            out.write(raw)

    return spoil


def start(file: str, body: bytes) -> Spoil:
    return lambda folder: (folder / file).write_bytes(body + (folder / file).read_bytes())


def gone(file: str) -> Spoil:
    return lambda folder: (folder / file).unlink()


def moved(old: str, new: str) -> Spoil:
    return lambda folder: (folder / old).rename(folder / new)


def link(file: str, to: str) -> Spoil:
    return lambda folder: (folder / file).symlink_to(to)


def swap(file: str, to: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).symlink_to(to)

    return spoil


def _glossary_is_a_folder(folder: Path) -> None:
    (folder / "glossary.toml").unlink()
    (folder / "glossary.toml").mkdir()


def _stops_is_a_file(folder: Path) -> None:
    (folder / "stops").rename(folder.parent / "elsewhere")
    (folder / "stops").write_text("")


def _feature(geometry: str) -> Spoil:
    return put("map.geojson", '{"type":"Point","coordinates":[36.7505,35.1305]}', geometry)


# (name, how it is spoilt, file, line, words of the message)
CASES: list[tuple[str, Spoil, str, int, str]] = [
    # files and folders
    ("no tour.toml", gone("tour.toml"), "tour.toml", 1, "missing"),
    ("no stop.toml", gone(MILL), MILL, 1, "missing"),
    ("unknown file", add("notes.txt", "x"), "notes.txt", 1, "no file or folder of this name"),
    ("unknown file in a stop", add("stops/the-mill/notes.md", "x"), "stops/the-mill/notes.md", 1, "of this name"),
    ("words in no language", add("stops/the-mill/xx.md", "# X\n"), "stops/the-mill/xx.md", 1, "of this name"),
    ("words in capitals", moved(MILL_EN, "stops/the-mill/EN.md"), "stops/the-mill/EN.md", 1, "of this name"),
    ("file among stops", add("stops/list.txt", "x"), "stops/list.txt", 1, "of this name"),
    ("stops is a file", _stops_is_a_file, "stops", 1, "must be a folder"),
    ("a folder for a file", _glossary_is_a_folder, "glossary.toml", 1, "not a folder"),
    ("link to a file", swap("sources.toml", "/etc/hostname"), "sources.toml", 1, "a link"),
    ("link in a stop", swap(MILL_EN, "/etc/hostname"), MILL_EN, 1, "a link"),
    ("link to a folder", link("stops/the-weir", "the-mill"), "stops/the-weir", 1, "a link"),
    ("pipe", lambda f: os.mkfifo(f / "stops/the-mill/fr.md"), "stops/the-mill/fr.md", 1, "no file and no folder"),
    ("unlisted stop", add("stops/the-weir/stop.toml", "number = 7\n"), "stops/the-weir", 1, "not among the “stops”"),
    ("stop named like a number", moved("stops/the-mill", "stops/12"), "stops/12", 1, "taken"),
    ("stop named like a language", moved("stops/the-mill", "stops/en"), "stops/en", 1, "taken"),
    ("stop in capitals", moved("stops/the-mill", "stops/The-Mill"), "stops/The-Mill", 1, "small letters"),
    ("stop with a line break", moved("stops/the-mill", "stops/a\nb"), "stops/a\\x0ab", 1, "small letters"),
    ("stop name too long", moved("stops/the-mill", "stops/" + "a" * 51), "stops/" + "a" * 51, 1, "longer than 50"),
    # bytes
    ("not UTF-8", add(MILL_EN, b"\nfine\n\xff\n"), MILL_EN, 18, "not UTF-8"),
    ("byte order mark", start(MILL, b"\xef\xbb\xbf"), MILL, 1, "byte order mark"),
    ("NUL", add(MILL_EN, b"\x00"), MILL_EN, 16, "U+0000"),
    ("escape character", add(MILL_AR, "\x1b[31m"), MILL_AR, 8, "U+001B"),
    ("lone carriage return", put(MILL_EN, "# The mill\n", "# The\rmill\n"), MILL_EN, 9, "U+000D"),
    ("line separator", add(MILL_EN, "\u2028"), MILL_EN, 16, "U+2028"),
    ("control character by escape", put(MILL, '"History"', '"His\\u0007tory"'), MILL, 13, "U+0007"),
    ("text too large", add(MILL_EN, b"x" * 5_000_001), MILL_EN, 1, "larger than 5 MB"),
    ("picture too large", add("stops/the-garden/gate.png", b"x" * 20_000_001), "stops/the-garden/gate.png", 1, "20 MB"),
    ("picture is no picture", lambda f: (f / "stops/the-garden/gate.png").write_bytes(b"<svg/>"), "stops/the-garden/gate.png", 1, "not the picture"),
    ("picture cut short", lambda f: (f / "stops/the-garden/gate.png").write_bytes((f / "stops/the-garden/gate.png").read_bytes()[:60]), "stops/the-garden/gate.png", 1, "not the picture"),
    # tour.toml
    ("TOML syntax", put("tour.toml", 'slug = "old-mill"', "slug = old mill"), "tour.toml", 1, "not TOML"),
    ("TOML cut short", put("tour.toml", 'water."""\n\n[advisory]', "water."), "tour.toml", 45, "not TOML"),
    ("TOML key twice", put("tour.toml", "[summary]", "[title]"), "tour.toml", 10, "not TOML"),
    ("TOML number beyond reason", put(MILL, "number = 1", "number = " + "9" * 5000), MILL, 1, "too large"),
    ("TOML nested beyond reason", put(MILL, "number = 1", "number = " + "[" * 5000), MILL, 1, "too large"),
    ("unknown key", put("tour.toml", "[voices]", "[colours]"), "tour.toml", 32, "“colours” is not known"),
    ("missing slug", put("tour.toml", 'slug = "old-mill"\n', ""), "tour.toml", 1, "“slug” is missing"),
    ("slug of the program", put("tour.toml", '"old-mill"', '"admin"'), "tour.toml", 1, "taken"),
    ("slug of a language", put("tour.toml", '"old-mill"', '"zh-hans"'), "tour.toml", 1, "taken"),
    ("slug like a number", put("tour.toml", '"old-mill"', '"2026"'), "tour.toml", 1, "taken"),
    ("slug with a path", put("tour.toml", '"old-mill"', '"../mill"'), "tour.toml", 1, "letters, digits"),
    ("slug is a number", put("tour.toml", '"old-mill"', "7"), "tour.toml", 1, "a text in quotes"),
    ("unknown language", put("tour.toml", '["ar", "en"]', '["ar", "xx"]'), "tour.toml", 3, "“xx” in “languages”"),
    ("language twice", put("tour.toml", '["ar", "en"]', '["ar", "en", "ar"]'), "tour.toml", 3, "twice"),
    ("no languages", put("tour.toml", 'languages = ["ar", "en"]\n', ""), "tour.toml", 1, "missing"),
    ("languages no list", put("tour.toml", '["ar", "en"]', '"ar"'), "tour.toml", 3, "a list"),
    ("source not offered", put("tour.toml", '["ar", "en"]', '["en"]'), "tour.toml", 3, "must be among"),
    ("unknown source language", put("tour.toml", 'source_language = "ar"', 'source_language = "xx"'), "tour.toml", 2, "not known"),
    ("title too long", put("tour.toml", '"The old mill"', f'"{"m" * 201}"'), "tour.toml", 8, "201 characters"),
    ("title on two lines", put("tour.toml", '"The old mill"', '"The old\\nmill"'), "tour.toml", 8, "one line"),
    ("title in no language", put("tour.toml", 'en = "The old mill"', 'english = "x"'), "tour.toml", 8, "not a language code"),
    ("HTML in the summary", put("tour.toml", "A short walk", "A <b>short</b> walk"), "tour.toml", 12, "<b>"),
    ("HTML comment", put("tour.toml", "A short walk", "A <!-- short --> walk"), "tour.toml", 12, "<!--"),
    ("list of lists", put("tour.toml", '"the-garden", "the-sound', '["the-garden"], "the-sound'), "tour.toml", 4, "only texts"),
    ("stop listed twice", put("tour.toml", '"the-mill", "the-garden"', '"the-mill", "the-mill"'), "tour.toml", 4, "twice"),
    ("stop without a folder", put("tour.toml", '"the-garden", "the-s', '"the-garden", "../x", "the-s'), "tour.toml", 4, "no folder"),
    ("unknown voice", put("tour.toml", '["gtts", "espeak"]', '["siri"]'), "tour.toml", 34, "not known"),
    ("route to nowhere", put("tour.toml", 'stops = ["the-garden"', 'stops = ["the-lake"'), "tour.toml", 38, "the-lake"),
    ("route twice", add("tour.toml", '\n[[routes]]\nslug = "walk"\nstops = []\n'), "tour.toml", 49, "twice"),
    ("route without a slug", put("tour.toml", 'slug = "walk"\n', ""), "tour.toml", 36, "missing"),
    ("routes no tables", put("tour.toml", "[[routes]]", "[routes]"), "tour.toml", 36, "[[routes]]"),
    # sources.toml and glossary.toml
    ("source twice", put("sources.toml", 'key = "survey"', 'key = "ledger"'), "sources.toml", 9, "twice"),
    ("source without a title", put("sources.toml", 'title = "Survey of the river"\n', ""), "sources.toml", 8, "missing"),
    ("source with a script", put("sources.toml", "https://example.org/river/", "javascript:alert(1)"), "sources.toml", 12, "web address"),
    ("source key", put("sources.toml", 'key = "ledger"', 'key = "the ledger"'), "sources.toml", 2, "letters, digits"),
    ("name twice", add("glossary.toml", '\n[[terms]]\nslug = "noria"\n'), "glossary.toml", 13, "twice"),
    ("name unverified nowhere", put("glossary.toml", '["en"]', '["xx"]'), "glossary.toml", 3, "not known"),
    # map.geojson
    ("map is no JSON", put("map.geojson", '"Mill"}', '"Mill"'), "map.geojson", 4, "not JSON"),
    ("map is a list", lambda f: (f / "map.geojson").write_text("[]"), "map.geojson", 1, "FeatureCollection"),
    ("map without features", lambda f: (f / "map.geojson").write_text('{"type":"FeatureCollection"}'), "map.geojson", 1, "a list"),
    ("map with NaN", _feature('{"type":"Point","coordinates":[NaN,1]}'), "map.geojson", 1, "cannot be read"),
    ("map with infinity", _feature('{"type":"Point","coordinates":[1e999,1]}'), "map.geojson", 1, "too large"),
    ("map beyond the pole", _feature('{"type":"Point","coordinates":[35,95]}'), "map.geojson", 3, "longitude"),
    ("map with a bare number", _feature('{"type":"Point","coordinates":5}'), "map.geojson", 3, "longitude"),
    ("map of a circle", _feature('{"type":"Circle","coordinates":[1,1]}'), "map.geojson", 3, "must be one of"),
    ("map with HTML", put("map.geojson", '"Mill"', '"<script>x</script>"'), "map.geojson", 1, "HTML"),
    ("map nested beyond reason", lambda f: (f / "map.geojson").write_text("[" * 100_000), "map.geojson", 1, "cannot be read"),
    # stop.toml
    ("no number", put(MILL, "number = 1\n", ""), MILL, 1, "missing"),
    ("number 0", put(MILL, "number = 1", "number = 0"), MILL, 1, "from 1 to 9999"),
    ("number in quotes", put(MILL, "number = 1", 'number = "1"'), MILL, 1, "a whole number"),
    ("number is true", put(MILL, "number = 1", "number = true"), MILL, 1, "a whole number"),
    ("number twice", put(GARDEN, "number = 2", "number = 1"), GARDEN, 1, "already"),
    ("unknown kind", put(MILL, '"on-site"', '"offsite"'), MILL, 2, "one of"),
    ("lat without lng", put(MILL, "lng = 36.7505\n", ""), MILL, 3, "both"),
    ("lng without lat", put(MILL, "lat = 35.1305\n", ""), MILL, 3, "both"),
    ("lat beyond the pole", put(MILL, "lat = 35.1305", "lat = 91"), MILL, 3, "-90 to 90"),
    ("lng beyond the antimeridian", put(MILL, "lng = 36.7505", "lng = -180.5"), MILL, 4, "-180 to 180"),
    ("lat not a number", put(MILL, "lat = 35.1305", "lat = nan"), MILL, 3, "-90 to 90"),
    ("radius below 0", put(MILL, "radius_m = 40", "radius_m = -1"), MILL, 6, "from 0"),
    ("trigger as text", put(MILL, "trigger = true", 'trigger = "true"'), MILL, 8, "true or false"),
    ("trigger without a survey", put(MILL, "surveyed_on = 2026-03-14\n", ""), MILL, 7, "survey"),
    ("survey of no place", put(WATER, "number = 3", "number = 3\nsurveyed_on = 2026-03-14"), WATER, 2, "place that was"),
    ("surveyor without a survey", put(WATER, "number = 3", 'number = 3\nsurveyed_by = "dara"'), WATER, 2, "day of the survey"),
    ("trigger without a place", put(WATER, "number = 3", "number = 3\ntrigger = true"), WATER, 2, "place"),
    ("trigger less precise than its radius", put(MILL, "precision_m = 5", "precision_m = 40"), MILL, 8, "smaller"),
    ("trigger at a closed place", put(MILL, 'access = "open"', 'access = "closed"'), MILL, 8, "cannot have a trigger"),
    ("unknown access", put(MILL, 'access = "open"', 'access = "ajar"'), MILL, 9, "one of"),
    ("day that is none", put(MILL, "access_checked_on = 2026-03-14", 'access_checked_on = "14.3.2026"'), MILL, 10, "not a date"),
    ("day with a time", put(MILL, "surveyed_on = 2026-03-14", "surveyed_on = 2026-03-14T10:00:00"), MILL, 7, "without a time"),
    ("day the calendar lacks", put(MILL, "surveyed_on = 2026-03-14", "surveyed_on = 2026-02-30"), MILL, 7, "not TOML"),
    ("date that is none", put(MILL, 'date_from = "1931"', 'date_from = "spring 1931"'), MILL, 11, "not a date"),
    ("dates turned round", put(MILL, 'date_to = "1968-05"', 'date_to = "1930"'), MILL, 12, "before"),
    ("unknown content note", put(MILL, "covers", 'content_notes = ["sad"]\ncovers'), MILL, 13, "not known"),
    ("unknown key in a stop", put(MILL, "radius_m", "radius_km"), MILL, 6, "“radius_km” is not known"),
    ("place in no language", put(MILL, 'en = "The river bank"', 'xx = "The river bank"'), MILL, 17, "language code"),
    ("HTML in safety", put(MILL, "The stones beside", "The <i>stones</i> beside"), MILL, 21, "<i>"),
    ("claim with an unknown source", put(MILL, '["ledger"]', '["diary"]'), MILL, 36, "“diary” is not in sources.toml"),
    ("claim with an unknown status", put(MILL, '"article_only"', '"true"'), MILL, 34, "one of"),
    ("attribution too long", put(MILL, "حسب سجل المطحنة\"\nsources", "x" * 201 + "\"\nsources"), MILL, 35, "200"),
    ("claim twice", put(MILL, '"last-flour"', '"wheel"'), MILL, 33, "twice"),
    ("claim with an unknown key", put(MILL, 'key = "last-flour"', 'key = "last-flour"\ncertain = true'), MILL, 34, "not known"),
    ("picture that is not there", gone("stops/the-garden/gate.png"), GARDEN, 25, "not in this folder"),
    ("picture that nobody names", add("stops/the-mill/gate.png", b"x"), "stops/the-mill/gate.png", 1, "of this name"),
    ("picture from elsewhere", put(GARDEN, '"gate.png"', '"../../../../etc/passwd"'), GARDEN, 25, "small letters"),
    ("picture of another kind", put(GARDEN, '"gate.png"', '"gate.svg"'), GARDEN, 25, "small letters"),
    ("picture without a licence", put(GARDEN, 'licence = "CC0-1.0"\n', ""), GARDEN, 24, "missing"),
    # words
    ("front matter not closed", put(MILL_EN, "+++\n\n# The", "\n# The"), MILL_EN, 1, "not closed"),
    ("front matter no TOML", put(MILL_EN, 'state = "reviewed"', "state reviewed"), MILL_EN, 2, "not TOML"),
    ("front matter, unknown key", put(MILL_EN, 'state = "reviewed"', 'status = "reviewed"'), MILL_EN, 2, "not known"),
    ("unknown state", put(MILL_EN, '"reviewed"', '"perfect"'), MILL_EN, 2, "one of"),
    ("hash that is none", put(MILL_EN, 'source = "', 'source = "zz'), MILL_EN, 3, "16 hex digits"),
    ("state in the source language", start(MILL_AR, b'+++\nstate = "draft"\n+++\n'), MILL_AR, 2, "Only a translation"),
    ("spoken form empty", put(MILL_EN, '"wheet"', '""'), MILL_EN, 6, "missing"),
    ("spoken form too long", put(MILL_EN, '"wheet"', f'"{"w" * 201}"'), MILL_EN, 6, "201 characters"),
    ("a paragraph less", put(MILL_EN, "wheel.\n\nPeople", "wheel. People"), MILL_EN, 9, "has 2 paragraphs, ar.md has 3"),
    ("a paragraph more", add(MILL_EN, "\nMore.\n"), MILL_EN, 9, "has 4 paragraphs"),
    ("HTML in the text", put(MILL_EN, "People came", "<p>People came"), MILL_EN, 13, "<p>"),
    ("script in the title", put(MILL_EN, "# The mill", "# The <script>mill"), MILL_EN, 9, "<script>"),
    ("title too long in words", put(MILL_EN, "# The mill", "# " + "m" * 201), MILL_EN, 9, "201 characters"),
    ("second heading", put(MILL_EN, "People came", "## People came"), MILL_EN, 13, "Only the first line"),
    # recordings
    ("recording without rights", add("stops/the-mill/ar.recording.mp3", b"x"), "stops/the-mill/ar.recording.toml", 1, "missing"),
    ("rights without a recording", add("stops/the-mill/ar.recording.toml", 'licence = "CC0"\n'), "stops/the-mill/ar.recording.toml", 1, "of this name"),
    ("recording of no kind", add("stops/the-mill/ar.recording.m3u8", b"x"), "stops/the-mill/ar.recording.m3u8", 1, "of this name"),
]  # fmt: skip
