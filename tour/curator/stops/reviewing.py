"""What is said of a stop's translation: from which source it was put right, and who reviewed it."""

from django.http import HttpRequest

from tour.curator.stops.stop_form import StopForm
from tour.curator.words.following import AS_BEFORE, STILL_STALE
from tour.models import Stop, TranslationRecord, TranslationState, words


def review_of(stop: Stop, language: str) -> TranslationRecord | None:
    """Who reviewed the words and when (any later change would have made them a draft), where that is known."""
    reviewed = TranslationRecord.objects.filter(stop=stop, language=language, reviewed_by__isnull=False)
    return reviewed.select_related("reviewed_by").first()


def keep_record(request: HttpRequest, stop: Stop, form: StopForm) -> None:
    """Note that the words were put right from the source as their translator saw it.

    Nothing chosen and no word changed says nothing: a stale translation stays stale.
    """
    state, language = form.cleaned_data["state"], form.beside.language
    said = TranslationRecord.objects.filter(stop=stop, language=language)
    there = all(words(stop, field, language) for field in ("title", "text"))
    if state == STILL_STALE or not there or not (state or form.columns()):
        if form.columns():
            for record in said:
                record.make_draft(request.user)
        return
    if state == AS_BEFORE:
        said.update(source_hash=form.cleaned_data["source_seen"])
        return
    now = {
        "state": state or TranslationState.DRAFT,
        "source_hash": form.cleaned_data["source_seen"],
        "reviewed_by": request.user if state == TranslationState.REVIEWED else None,
    }
    # Who reviews without a change of words leaves the translator's name standing.
    written = {"changed_by": request.user} if form.columns() or state != TranslationState.REVIEWED else {}
    TranslationRecord.objects.update_or_create(
        stop=stop, language=language, defaults=now | written, create_defaults=now | {"changed_by": request.user}
    )
