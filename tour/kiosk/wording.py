"""The words of a kiosk's page by their names, in the language that is active when asked."""

from django.utils.translation import gettext as _

from tour.languages import CONTENT_NOTES


def words() -> dict[str, str]:
    """Every word the page says; `{…}` are places that the page fills."""
    notes = {f"note-{code}": str(said) for code, said in CONTENT_NOTES.items()}
    return notes | {
        "touch": _("Touch to begin"),
        "choose": _("Choose a stop"),
        "advisory": _("Before you go there"),
        "before": _("Before you listen:"),
        "speaks-of": _("this stop speaks of {notes}."),
        "listen": _("Listen"),
        "read": _("Read"),
        "skip": _("Skip this stop"),
        "play": _("Play"),
        "pause": _("Pause"),
        "back": _("10 seconds back"),
        "forward": _("10 seconds on"),
        "previous": _("Before this"),
        "next": _("Next stop"),
        "quieter": _("Quieter"),
        "louder": _("Louder"),
        "larger": _("Size of the letters"),
        "language": _("Language"),
        "stops": _("All stops"),
        "still-there": _("Are you still there?"),
        "ends-in": _("This begins anew in {seconds} seconds. Touch anywhere to stay."),
        "stay": _("Stay"),
        "carry-on": _("Carry on with this stop on your own phone"),
        "silent": _("This stop has no sound in this language yet. The words are here to read."),
        "untranslated": _("This stop has not been translated yet. It stands here in another language."),
        "minutes": _("{minutes} min"),
        "deeper": _("Go deeper"),
        "closed-stay": _("Closed for now: please do not go there"),
        "closed": _("Closed for now"),
        "warning": _("For your safety"),
        "notice": _("Safety notice"),
        "since": _("Since {date}."),
        "foreign": _("These words are in {language}: they have not been translated yet."),
        "safety-of": _("Safety information of {date}."),
        "not-renewed": _("It could not be renewed just now."),
        "preparing": _("One moment: the stories are still being fetched."),
        "nothing": _("There is nothing to show here yet. Please ask the staff."),
    }


def staff_words() -> dict[str, str]:
    """What the staff's corner says, once a page, in the site's own language."""
    return {
        "staff": _("For the staff"),
        "pin": _("PIN"),
        "digits": _("{count} digits typed"),
        "erase": _("Erase"),
        "enter": _("Enter"),
        "close": _("Close"),
        "wrong": _("That is not the PIN."),
        "wait": _("Too many tries. Wait {seconds} seconds."),
        "insecure": _("The PIN can only be checked over https."),
        "no-pin": _("No PIN is set: set one in the admin."),
        "version": _("Version"),
        "release": _("Release"),
        "storage": _("Storage"),
        "packs": _("Kept for use without a network"),
        "worker": _("Works without a network"),
        "yes": _("yes"),
        "no": _("no"),
        "check": _("Check itself"),
        "checking": _("Checking…"),
        "whole": _("All files are whole."),
        "faulty": _("{count} files were damaged; they are fetched again as soon as there is a network."),
        "reload": _("Load anew"),
    }
