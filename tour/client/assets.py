"""Style sheets and modules: external ones named by their content, small ones carried inside pages.

Nothing is built. In a module the specifiers `./name.js` become content addresses; modules, and what travels
inside a page, lose comments and indentation, because every byte is counted.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tour.edition import File, address

SHARED = Path(__file__).resolve().parent / "static" / "client"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
_IMPORT = re.compile(r"""(?<=["'])\./([a-z0-9-]+\.js)(?=["'])""")
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_CSS_SPACE = re.compile(r"\s*([{};,])\s*|(:)\s+")
_MADE_FROM = frozenset({".py", ".html", ".svg", ".css", ".js", ".png"})


@dataclass(frozen=True, slots=True)
class Assets:
    """A face's own assets by their file names; what it does not have itself it finds among the shared ones.

    `packages` are folders of other people's files, which go out as they are.
    """

    folders: tuple[Path, ...]
    packages: tuple[Path, ...] = ()

    @classmethod
    def of_room(cls, module_file: str, *packages: Path) -> "Assets":
        """The assets of the room that a module (its `__file__`) stands in: `static/<room>/`, then the shared ones."""
        room = Path(module_file).resolve().parent
        return cls((room / "static" / room.name, SHARED), packages)

    def where(self, name: str) -> str:
        """Where an external asset lies, relative to the site's root: `files/<32 hex>.js`."""
        return _where(self, name)

    def inline(self, name: str) -> str:
        """A style sheet or script as it travels inside a page: without comments, indentation, a style's spare spaces.

        Comments must stand on lines of their own.
        """
        return _inline(self, name)

    def files(self, names: tuple[str, ...]) -> Iterator[File]:
        """The named external assets with all that their modules import, as files of a release, each once."""
        for name in self.with_imports(names):
            kind = _TYPES[name.rpartition(".")[2]]
            yield File(url=self.where(name), type=kind, body=_finished(self, name), pack="all")

    def at_root(self, name: str, url: str) -> File:
        """A module met at the fixed address `url` in the site's root, which no pack keeps: the service worker."""
        text = _IMPORT.sub(lambda match: "./" + self.where(match[1]), self.text(name))
        return File(url=url, type=_TYPES["js"], body=text.encode())

    def with_imports(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names and all they import, dependencies first, each once; raises `RecursionError` on a circle."""
        found: dict[str, None] = {}
        for name in names:
            found.update(dict.fromkeys(self.with_imports(self._imports(name))))
            found[name] = None
        return tuple(found)

    def text(self, name: str) -> str:
        """The asset as it lies in its folder; raises `FileNotFoundError` for a name no folder has."""
        return self.bytes(name).decode()

    def bytes(self, name: str) -> bytes:
        """The same as bytes."""
        return self.path(name).read_bytes()

    def path(self, name: str) -> Path:
        """Where the asset lies; raises `FileNotFoundError` for a name no folder has."""
        for folder in (*self.folders, *self.packages):
            if (folder / name).exists():
                return folder / name
        raise FileNotFoundError(name)

    def _imports(self, name: str) -> tuple[str, ...]:
        ours = name.endswith(".js") and self.path(name).parent not in self.packages
        return tuple(dict.fromkeys(_IMPORT.findall(self.text(name)))) if ours else ()


def allowed(text: str) -> str:
    """The CSP source expression that allows exactly this inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def digest_of(*folders: Path) -> str:
    """The digest of every source file below these folders. (Read once: code does not change under a process.)"""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _MADE_FROM):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def _where(assets: Assets, name: str) -> str:
    return address(hashlib.sha256(_finished(assets, name)).hexdigest(), name.rpartition(".")[2])


@cache
def _inline(assets: Assets, name: str) -> str:
    text = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", assets.text(name)))
    lean = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return _CSS_SPACE.sub(r"\1\2", lean).replace(";}", "}") if name.endswith(".css") else lean


@cache
def _finished(assets: Assets, name: str) -> bytes:
    """The asset's bytes; a module without its comments, its imports pointing to content addresses (one folder)."""
    if not name.endswith(".js") or assets.path(name).parent in assets.packages:
        return assets.bytes(name)
    found = _IMPORT.sub(lambda match: "./" + assets.where(match[1]).rpartition("/")[2], assets.inline(name))
    return f"{found}\n".encode()
