"""A word said differently, in one language: tried on a sentence, heard, and only then written into the lexicon."""

import unicodedata
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tour import languages, narration
from tour.curator import work
from tour.curator.access import demand, may
from tour.curator.saving.fitting import plain
from tour.curator.sound import holding
from tour.curator.sound.sentences import stop_of
from tour.curator.words.beside import Beside, chosen
from tour.curator.words.history import save_with_versions
from tour.models import LexiconEntry, Stop, Tour, column, keep_versions, localized, sentence_hash, set_words, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class TrialForm(forms.Form):
    """The word, and how it shall be said; offered are the voices that speak the language."""

    word = forms.CharField(label=_("Word or name"), max_length=200, validators=[plain])
    say = forms.CharField(
        label=_("Say it as"),
        max_length=200,
        validators=[plain],
        help_text=_("Spell it as it sounds, in the script of this language."),
    )
    voice = forms.ChoiceField(label=_("Try it with"))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """Django's form, dressed for the language."""
        super().__init__(*args, **kwargs)
        for name in ("word", "say"):
            attrs = {"lang": languages.tag(language), "dir": languages.direction(language), "class": "vTextField"}
            self.fields[name].widget.attrs |= attrs
        away = gettext("the words leave this site")
        self.fields["voice"].choices = [  # type: ignore[attr-defined]
            (name, f"{name} ({away})" if voice.sends_text_away else name)
            for name, voice in narration.voices().items()
            if language in voice.languages
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, stop_id: int, *, site: AdminSite) -> HttpResponse:
    """Try a word on a sentence (`do=try`), or keep it (`do=keep`). No voice is called here."""
    stop = stop_of(stop_id)
    beside = chosen(request, stop.tour)
    language = beside.language
    demand(request, "record", tour=stop.tour, language=language)
    sentence = _sentence(stop, language, request.GET.get("sentence", ""))
    back = f"{reverse('admin:tour_stop_sound', args=[stop.pk])}?{beside.query}"
    if sentence is None:
        messages.error(request, gettext("The words have changed meanwhile. Look at them again, then choose."))
        return HttpResponseRedirect(back)
    data = request.POST if request.method == "POST" else request.GET
    with_text = _with_text(stop, language)
    meant = narration.meant(with_text, language, sentence.written, data.get("word", ""))
    form = _form(data, meant, language, bound=data is request.POST or bool(request.GET.get("say")))
    said = _said(with_text, language, form, sentence, meant) if form.is_bound and form.is_valid() else ""
    if request.method == "POST" and said and meant:
        if request.POST.get("do") == "keep":
            _keep(request, with_text, language, meant, form.cleaned_data)
            return HttpResponseRedirect(back)
        return HttpResponseRedirect(_ordered(request, language, said, form.cleaned_data))
    saying = work.saying(request.GET["order"]) if "order" in request.GET else None
    context = {
        **site.each_context(request),
        **_shown(stop, beside, sentence),
        "form": form,
        "saying": saying,
        "src": reverse("admin:sentence", args=[saying.key]) if saying and saying.key else "",
        "spoken": said,
        "meant": meant,
        "reach": _reach(with_text, language, meant, form.cleaned_data["say"]) if said and meant else None,
        "may_keep": may(request.user, "write", tour=stop.tour, field=_column(meant, language)),
        "back": back,
    }
    return TemplateResponse(request, "curator/say.html", context)


def _shown(stop: Stop, beside: Beside, sentence: narration.Sentence) -> dict[str, Any]:
    return {
        "title": gettext("Say a word differently"),
        "stop": stop,
        "beside": beside,
        "sentence": sentence,
        "tag": languages.tag(beside.language),
        "direction": languages.direction(beside.language),
    }


def _sentence(stop: Stop, language: str, sha256: str) -> narration.Sentence | None:
    """The sentence whose spoken form has this hash."""
    script = narration.script_of(_with_text(stop, language), language)
    lines = (line for paragraph in script for line in paragraph)
    return next((line for line in lines if sentence_hash(line.spoken) == sha256), None)


def _with_text(stop: Stop, language: str) -> Stop:
    """The stop with its words in a language (of the others none is read)."""
    made = Stop.objects.only("slug", "tour", column("text", language)).get(pk=stop.pk)
    made.tour = stop.tour
    return made


def _form(data: QueryDict, meant: narration.Meant | None, language: str, *, bound: bool) -> TrialForm:
    """The form with the word as it is written in the sentence, whatever of it was marked or typed."""
    word = meant.written if meant else data.get("word", "")
    if not bound:
        return TrialForm(initial={"word": word, "say": meant.spoken if meant else ""}, language=language)
    fields = data.copy()
    fields["word"] = word
    return TrialForm(fields, language=language)


def _said(
    stop: Stop, language: str, form: TrialForm, sentence: narration.Sentence, meant: narration.Meant | None
) -> str:
    """The sentence as it would be said; "" with an error on the form where nothing would change."""
    if meant is None:
        form.add_error("word", gettext("The word does not stand in this sentence. Write it as it stands there."))
        return ""
    tried = narration.tried(stop, language, meant.written, form.cleaned_data["say"], own=meant.own)
    spoken = next((line.spoken for line in tried if line.written == sentence.written), "")
    if spoken and spoken != sentence.spoken:
        return spoken
    form.add_error("say", gettext("The sentence would be said as before. Spell the word otherwise."))
    return ""


def _reach(stop: Stop, language: str, meant: narration.Meant, say: str) -> narration.Reach:
    if meant.own:
        return narration.reach_of_own(stop, language, meant.written, say)
    return narration.reach(stop.tour, language, meant.written, say)


def _column(meant: narration.Meant | None, language: str) -> str:
    """The column that whoever keeps it must be allowed to write: a stop's own way belongs to its words."""
    return column("text" if meant and meant.own else "say", language)


def _ordered(request: HttpRequest, language: str, said: str, asked: dict[str, str]) -> str:
    """Ask the worker for the trial; the address of the page that tells of it."""
    order = work.say_soon(asked["voice"], language, said, narration.Manner(), then_join=False)
    query = {"language": language, "sentence": request.GET["sentence"], **asked, "order": order}
    return f"{request.path}?{urlencode(query)}"


def _keep(request: HttpRequest, stop: Stop, language: str, meant: narration.Meant, asked: dict[str, str]) -> None:
    """Write what applies: the stop's own way where it has one, else the lexicon's entry.

    Every narration it touches is stale from then on, and is asked for.
    """
    demand(request, "write", tour=stop.tour, field=_column(meant, language))
    found = _reach(stop, language, meant, asked["say"])
    with transaction.atomic():
        if meant.own:
            _write_own(stop, language, meant.written, asked["say"])
        else:
            _write(stop.tour, language, meant.written, asked["say"], cast("User", request.user))
    holding.asked_for_sound(stop.tour)
    work.speak_soon()
    messages.success(request, gettext("Kept. Sentences that are spoken anew: %(count)d.") % {"count": found.sentences})


def _write_own(stop: Stop, language: str, word: str, say: str) -> None:
    for form in stop.spoken_forms.filter(language=language):
        if unicodedata.normalize("NFC", form.written) == word:
            form.spoken = say
            form.save(update_fields=["spoken"])


def _write(tour: Tour, language: str, word: str, say: str, by: "User") -> None:
    form_column, say_column = column("form", language), column("say", language)
    written = unicodedata.normalize("NFC", word)
    rows = list(LexiconEntry.objects.filter(tour=tour).only("tour", "slug", form_column, say_column))
    there = [row for row in rows if unicodedata.normalize("NFC", words(row, "form", language)) == written]
    # Two entries may have the same form, and either may be the one that is heard.
    for entry in there:
        set_words(entry, "say", language, say)
        save_with_versions(entry, [say_column], by)
    if there:
        return
    entry = LexiconEntry(tour=tour, slug=_free_slug(word, {row.slug for row in rows}))
    set_words(entry, "form", language, word)
    set_words(entry, "say", language, say)
    entry.save()
    keep_versions(entry, localized(entry, [form_column, say_column]), {form_column: "", say_column: ""}, by)


def _free_slug(word: str, taken: set[str]) -> str:
    """A slug from the word where its letters are Latin, with a number where it is taken."""
    base = slugify(word)[:40] or "word"
    wanted = (base if at == 1 else f"{base}-{at}" for at in range(1, len(taken) + 2))
    return next(slug for slug in wanted if slug not in taken)
