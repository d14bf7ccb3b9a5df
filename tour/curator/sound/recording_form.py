"""What the page of a recording takes: a file with its rights, the rights alone, the seconds of each sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import narration
from tour.curator.saving.fitting import plain


class RightsForm(forms.Form):
    """Whose voice it is, since when, and on which terms visitors may have it."""

    speaker = forms.CharField(label=_("Who speaks"), max_length=200, validators=[plain])
    licence = forms.CharField(
        label=_("Licence"), max_length=200, validators=[plain], help_text=_("For example CC BY 4.0.")
    )
    spoken_on = forms.DateField(
        label=_("Recorded on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_spoken_on(self) -> object:
        """Not a day that has yet to come."""
        day = self.cleaned_data["spoken_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(gettext("This day has yet to come."))
        return day


class RecordingForm(RightsForm):
    """A person's reading of the stop, with the rights to it."""

    file = forms.FileField(label=_("Sound file"), widget=forms.FileInput(attrs={"accept": "audio/*,video/*"}))
    field_order = ("file", "speaker", "spoken_on", "licence")

    def clean_file(self) -> UploadedFile:
        """What begins as a sound file does; whether it is one is the worker's to find."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > narration.MOST_BYTES:
            raise forms.ValidationError(str(narration.refused("too-large")))
        head = file.read(narration.HEAD_BYTES)
        file.seek(0)
        if narration.is_playlist(head):
            raise forms.ValidationError(str(narration.refused("playlist")))
        if not narration.sound_kind(head):
            raise forms.ValidationError(str(narration.refused("format")))
        return file


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRow:
    """A sentence and its two times as they stand in the page's fields, in seconds; `number` is counted from 1."""

    number: int
    text: str
    start: str
    end: str


@dataclass(slots=True)
class CueForm:
    """The times of a recording's sentences: as they are kept, or as somebody has sent them.

    Sentences that hold nothing to say have no fields and no length.
    """

    sentences: Sequence[tuple[str, bool]]
    kept: Sequence[Sequence[int]]
    duration_ms: int
    sent: Mapping[str, str] | None = None
    fault: str = ""
    fault_at: int = 0

    def rows(self) -> list[CueRow]:
        """One row a sentence that is said."""
        rows = []
        for place, ((text, said), cue) in enumerate(zip(self.sentences, self.kept, strict=True)):
            if said:
                start, end = (self._shown(name, place, ms) for name, ms in zip(("start", "end"), cue, strict=True))
                rows.append(CueRow(number=place + 1, text=text, start=start, end=end))
        return rows

    @property
    def touched(self) -> bool:
        """Whether a time was sent that is not the one kept, as the page shows it."""
        kept = CueForm(self.sentences, self.kept, self.duration_ms)
        return self.rows() != kept.rows()

    def cues(self) -> list[list[int]] | None:
        """What was sent, as milliseconds; None with the `fault` set where it cannot be meant."""
        made: list[list[int]] = []
        for place, (_text, said) in enumerate(self.sentences):
            before = made[-1][1] if made else 0
            times = [self._read(name, place) for name in ("start", "end")] if said else [before, before]
            if None in times:
                self._say(place, gettext("Sentence %(number)d: write both times in seconds, such as 12.5."))
                return None
            made.append([time for time in times if time is not None])
        wrong = narration.cue_fault(made, len(self.sentences), self.duration_ms)
        if wrong is not None:
            self._say(
                wrong,
                gettext(
                    "Sentence %(number)d: it must begin after the one before, end after it begins,"
                    " and lie within the recording."
                ),
            )
            return None
        return made

    def _shown(self, name: str, place: int, ms: int) -> str:
        kept = f"{ms / 1000:.2f}"
        return kept if self.sent is None else self.sent.get(f"{name}-{place + 1}", kept)[:20]

    def _read(self, name: str, place: int) -> int | None:
        written = (self.sent or {}).get(f"{name}-{place + 1}", "").strip().replace(",", ".")
        try:
            seconds = Decimal(written) if len(written) <= 20 else None
            return round(seconds * 1000) if seconds is not None and abs(seconds) < 100_000 else None
        except (InvalidOperation, ValueError):
            return None

    def _say(self, place: int, fault: str) -> None:
        self.fault, self.fault_at = fault % {"number": place + 1}, place + 1
