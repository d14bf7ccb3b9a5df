"""How a state is shown: always a word and an icon, never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tour.narration import SentenceState
from tour.readiness import DeskState, SoundState


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon's name (templates/curator/icons.html), a word, and whether somebody has something to do."""

    icon: str
    word: Promise
    tone: str


WORDS: dict[DeskState, Mark] = {
    "source": Mark("book", _("source"), "done"),
    "reviewed": Mark("check", _("reviewed"), "done"),
    "draft": Mark("pen", _("draft"), "open"),
    "stale": Mark("turn", _("stale"), "todo"),
    "missing": Mark("gap", _("missing"), "todo"),
    "partial": Mark("part", _("in part"), "todo"),
}
SOUND: dict[SoundState, Mark] = {
    "none-needed": Mark("gap", _("no sound"), "open"),
    "no-voice": Mark("mute", _("no voice"), "open"),
    "waiting": Mark("wait", _("waiting"), "open"),
    "failed": Mark("cross", _("failed"), "todo"),
    "stand-in": Mark("sound", _("stand-in"), "open"),
    "ready": Mark("sound", _("spoken"), "done"),
    "recorded": Mark("person", _("recorded"), "done"),
    "recording-stale": Mark("turn", _("record again"), "todo"),
}
SENTENCE: dict[SentenceState, Mark] = {
    "spoken": SOUND["ready"],
    "former": Mark("turn", _("take before"), "open"),
    "stand-in": SOUND["stand-in"],
    "waiting": SOUND["waiting"],
    "failed": SOUND["failed"],
    "no-voice": SOUND["no-voice"],
}
# What somebody has to do, as the first page counts it. A draft waits for its review.
TO_DO: dict[DeskState | SoundState, Mark] = {
    "stale": WORDS["stale"],
    "missing": WORDS["missing"],
    "partial": WORDS["partial"],
    "draft": Mark("pen", _("to review"), "open"),
    "waiting": Mark("wait", _("waiting for sound"), "open"),
    "no-voice": SOUND["no-voice"],
    "stand-in": SOUND["stand-in"],
    "failed": SOUND["failed"],
    "recording-stale": Mark("turn", _("recording to be made again"), "todo"),
}
