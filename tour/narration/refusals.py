"""Why a recording is refused, in words that say what to do next."""

from django.utils.translation import gettext as _

from tour.narration.values import RecordingRefused

MOST_BYTES = 300_000_000


def refused(code: str) -> RecordingRefused:
    """The refusal for a code of `decode.NotSound`, or one of ours, in the reader's language."""
    return RecordingRefused(
        {
            "empty": _("The file is empty. Choose the recording again."),
            "too-large": _("The file is larger than 300 MB. Save it as FLAC or MP3 and upload that."),
            "format": _("This is not a sound file we can read. Upload WAV, FLAC, MP3, M4A, Ogg or WebM."),
            "playlist": _("This is a list that only names other files. Upload the sound file itself."),
            "no-audio": _("The file holds no sound. Upload a recording of the stop's words."),
            "too-short": _("The recording is shorter than a second. Record the stop's words and upload that."),
            "silent": _("The recording is silent. Check the microphone and record again."),
            "too-long": _("The recording is longer than half an hour. Upload the words of this stop only."),
            "damaged": _("The file is damaged and cannot be read to its end. Save it again and upload that."),
            "cut-off": _("The file ends before its sound does: a part is missing. Copy it again and upload that."),
            "gone": _("The upload is no longer here. Upload it again."),
            "meanwhile": _(
                "Somebody has changed the recording while this was on its way. What they saved stands:"
                " look at it, then try again."
            ),
            "other-words": _(
                "The words were changed while the recording was on its way. Look at them, then upload again."
            ),
        }[code]
    )
