"""What a person changes in how a stop is read: a new take, an earlier one, another pace, another voice."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from tour import narration
from tour.curator import work
from tour.curator.sound import holding
from tour.models import SLOWEST_PACE, USUAL_PACE, Stop, StopVoice, sentence_hash

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Each press of “slower” goes one on (hundredths of the voice's own pace).
PACES = tuple(range(USUAL_PACE, SLOWEST_PACE - 1, -10))


def change(request: HttpRequest, stop: Stop, asked: narration.Wanted) -> str:
    """Do what the button asks for (`do`); the id of the order for one sentence, "" where there is none to wait for."""
    holding.asked_for_sound(stop.tour)
    do = request.POST.get("do", "retry")
    if do == "retry":
        narration.try_again(asked)
        return _soon(request, gettext("The voices have been asked. Come back in a minute to hear them."))
    if do == "voice":
        return _voice(request, stop, asked.language)
    lines = [one for one in narration.sentences(asked) if one.voice]
    if do in ("slower", "usual") and "sentence" not in request.POST:
        for one in lines:
            _set_pace(request, do, one, asked.language)
        return _soon(request, gettext("The whole stop is read at the new pace in a minute."))
    line = next((one for one in lines if sentence_hash(one.text) == request.POST.get("sentence")), None)
    if line is None:
        messages.error(request, gettext("The words have changed meanwhile. Look at them again, then choose."))
        return ""
    return _one(request, do, line, asked.language)


def _one(request: HttpRequest, do: str, line: narration.Spoken, language: str) -> str:
    """A change to one sentence, which is then said before all other work."""
    by = cast("User", request.user)
    if do == "again":
        manner = narration.ask_again(line.voice, language, line.text, by)
    elif do in ("before", "after"):
        number = line.manner.take + (1 if do == "after" else -1)
        try:
            manner = narration.choose_take(line.voice, language, line.text, number, by)
        except ValueError:
            messages.error(request, gettext("There is no such take."))
            return ""
    elif do not in ("slower", "usual"):
        return ""
    else:
        manner = _set_pace(request, do, line, language)
    return work.say_soon(line.voice, language, line.text, manner, then_join=True)


def _set_pace(request: HttpRequest, do: str, line: narration.Spoken, language: str) -> narration.Manner:
    """One step slower than the sentence is said now, or the voice's own pace."""
    slower = next((pace for pace in PACES if pace < line.manner.pace), PACES[-1])
    pace = slower if do == "slower" else USUAL_PACE
    return narration.set_pace(line.voice, language, line.text, pace, cast("User", request.user))


def _voice(request: HttpRequest, stop: Stop, language: str) -> str:
    """Have the stop read by a voice of its own in this language, or by the tour's order again."""
    name = request.POST.get("voice", "")
    voice = narration.voices().get(name)
    if name and (voice is None or language not in voice.languages):
        messages.error(request, gettext("This voice does not speak this language here."))
        return ""
    if name:
        StopVoice.objects.update_or_create(stop=stop, language=language, defaults={"voice": name})
    else:
        StopVoice.objects.filter(stop=stop, language=language).delete()
    return _soon(request, gettext("The voice is chosen. The former one is heard until it has read everything."))


def _soon(request: HttpRequest, said: str) -> str:
    work.speak_soon()
    messages.success(request, said)
    return ""
