"""What a browser would send back of a page's form."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.db.models import Model
from django.test import Client


def loaded(client: Client, url: str) -> dict[str, Any]:
    """The fields of the page's main form with their values, as a browser that has it open holds them."""
    return shown(client.get(url).content.decode())


def shown(page: str) -> dict[str, Any]:
    """The same of a page that is there already, as one that was refused."""
    reader = _Fields()
    reader.feed(page)
    return reader.fields


def stored(model: type[Model], *columns: str) -> tuple[Any, ...]:
    """What the only row of a table holds."""
    return tuple(model._default_manager.values_list(*columns).get())


def theirs(page: str) -> list[str]:
    """What a page shows as stored by somebody else meanwhile, of each field that both have changed."""
    found = re.findall(r'<p class="marked theirs-now"[^>]*>(.*?)</p>', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._form = self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._form = found.get("id") or ""
        name = found.get("name")
        if tag == "select":
            # Options of a row that is only a pattern belong to no field.
            self._select = ""
        if not self._form.endswith("_form") or "__prefix__" in (name or ""):
            return
        if tag == "textarea" and name:
            self._area = name
            self.fields[name] = ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and "selected" in found and self._select:
            self.fields[self._select] = found.get("value")
        elif tag == "input" and name and found.get("type") != "submit":
            self._input(name, found)

    def _input(self, name: str, found: dict[str, str | None]) -> None:
        if found.get("type") in {"checkbox", "radio"}:
            if "checked" in found:
                self.fields.setdefault(name, []).append(found.get("value") or "on")
        elif isinstance(self.fields.get(name), list):
            self.fields[name].append(found.get("value") or "")
        else:
            self.fields[name] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the first line end, which the page writes for its own sake.
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        if tag == "form":
            self._form = ""
