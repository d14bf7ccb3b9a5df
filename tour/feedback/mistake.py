"""`POST /feedback/mistake`: what a visitor says is wrong, for the curators' desk."""

import msgspec

from tour.feedback.answers import taking
from tour.feedback.bodies import BodyRefused, Report
from tour.feedback.limits import MISTAKE
from tour.feedback.stops import Name, known
from tour.models import Mistake


def keep(report: Report) -> None:
    """Store the report; raises `BodyRefused` where it names no stop of ours or says nothing.

    The same report again is dropped quietly: a phone that lost our answer sends it twice.
    """
    name = Name(report.tour, report.stop, report.language)
    stop_id = known({name}).get(name)
    if stop_id is None:
        raise BodyRefused(400, "No such stop in this language.")
    report = msgspec.structs.replace(report, note=report.note.strip(), words=" ".join(report.words.split()))
    if not report.note:
        raise BodyRefused(400, "Say what is wrong.")
    if (report.sentence is None) != (not report.words):
        raise BodyRefused(400, "A sentence comes with its words.")
    # PostgreSQL stores no such character.
    if "\0" in report.note or "\0" in report.words:
        raise BodyRefused(400, "Send text.")
    said = {
        "stop_id": stop_id,
        "language": report.language,
        "sentence": report.sentence,
        "words": report.words,
        "note": report.note,
        "page_key": report.key,
    }
    if not Mistake.objects.filter(**said, state=Mistake.State.OPEN).exists():
        Mistake.objects.create(**said)


mistake = taking(Report, MISTAKE, keep)
