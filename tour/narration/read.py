"""Which words a person has read: the written ones. How a voice is told to say a name is nothing to a recording."""

from tour.narration.keys import script_hash
from tour.narration.values import Wanted


def words_hash(wanted: Wanted) -> str:
    """What a recording of these words is known by."""
    return script_hash(wanted.text)


def reads(read: str, wanted: Wanted) -> bool:
    """Whether a recording with this hash was read from these words.

    Recordings that were taken in earlier are known by what a voice would say of the words.
    """
    return read in {script_hash(wanted.text), script_hash(wanted.paragraphs)}
