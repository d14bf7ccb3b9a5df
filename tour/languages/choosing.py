"""Which language to answer in, from the Accept-Language header (RFC 9110, section 12.5.4)."""

from collections.abc import Sequence


def choose(accept_language: str, available: Sequence[str], default: str) -> str:
    """The available code the reader wants most; `default` where none fits.

    A range fits a code that equals it, or begins with it, or shares its first part
    (`zh-CN` fits `zh-hans`, `zh-TW` fits `zh-hant` first); `*` and weight 0 never choose.
    """
    for wanted in _ranges(accept_language):
        for candidate in _spellings(wanted):
            for code in available:
                if code == candidate or code.startswith(candidate + "-"):
                    return code
    return default


def _ranges(header: str) -> list[str]:
    """The header's language ranges, most wanted first, lower case."""
    weighed: list[tuple[float, int, str]] = []
    for position, part in enumerate(header[:500].split(",")):
        name, _, parameters = part.strip().lower().partition(";")
        weight = 1.0
        if parameters.strip().startswith("q="):
            try:
                weight = float(parameters.strip()[2:])
            except ValueError:
                weight = 0.0
        if name and name != "*" and weight > 0:
            weighed.append((-weight, position, name))
    return [name for _, _, name in sorted(weighed)]


_CHINESE = {
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
}
_OLD = {"iw": "he", "in": "id", "tl": "fil", "no": "nb", "nn": "nb"}


def _spellings(wanted: str) -> list[str]:
    """The codes a range may mean, the nearest first."""
    first = wanted.split("-")[0]
    found = [wanted, _CHINESE.get(wanted, ""), _OLD.get(first, ""), first]
    return [code for code in dict.fromkeys(found) if code]
