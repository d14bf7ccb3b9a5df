"""This room's style sheets and modules: external ones named by their content, small ones carried inside pages.

Nothing is built. In a module the specifiers `./name.js` become content addresses; what travels
inside a page loses its comments and indentation, because every byte of a page is counted.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from tour.edition import File, Job, address
from tour.visitor.keys import room

_STATIC = Path(__file__).resolve().parent / "static" / "visitor"
_IMPORT = re.compile(r"""(?<=["'])\./([a-z-]+\.js)(?=["'])""")
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)

STYLES = ("stop.css", "claims.css")
# The modules a stop page asks for; what they import follows from them.
MODULES = ("player-bar.js", "read-along.js", "walk.js")


def job() -> Job:
    """The external assets of every page, as one job."""
    return Job(key=hashlib.sha256(f"assets {room()}".encode()).hexdigest(), make=_make)


def where(name: str) -> str:
    """Where an external asset lies, relative to the site's root: `files/<32 hex>.js`."""
    return address(hashlib.sha256(_finished(name)).hexdigest(), name.rpartition(".")[2])


@cache
def inline(name: str) -> str:
    """A style sheet or script as it travels inside a page: comments, indentation and empty lines left out.

    Comments must stand on lines of their own.
    """
    text = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", (_STATIC / name).read_text()))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def allowed(text: str) -> str:
    """The CSP source expression that allows exactly this inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def with_imports(names: tuple[str, ...]) -> tuple[str, ...]:
    """The modules and all they import, dependencies first, each once; raises `RecursionError` on a circle."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(with_imports(_imports(name))))
        found[name] = None
    return tuple(found)


def _make() -> tuple[File, ...]:
    return (
        *(File(url=where(name), type="text/css; charset=utf-8", body=_finished(name), pack="all") for name in STYLES),
        *(
            File(url=where(name), type="text/javascript; charset=utf-8", body=_finished(name), pack="all")
            for name in with_imports(MODULES)
        ),
    )


@cache
def _finished(name: str) -> bytes:
    """The asset's bytes with its imports pointing to content addresses (all lie in one folder)."""
    text = (_STATIC / name).read_text()
    if name.endswith(".js"):
        text = _IMPORT.sub(lambda match: "./" + where(match[1]).rpartition("/")[2], text)
    return text.encode()


def _imports(name: str) -> tuple[str, ...]:
    return tuple(_IMPORT.findall((_STATIC / name).read_text()))
