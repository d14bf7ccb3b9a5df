"""Addresses that stood in an earlier release: a renamed stop's leads on, a retired stop's tells the way."""

from tour.serving.table import Table


def renamed_to(table: Table, path: str) -> str:
    """Where a stop's page is now whose slug was changed, relative to `path`; "" for anything else."""
    parts = path.removesuffix("/").split("/")[1:]
    if len(parts) != 3:
        return ""
    language, tour, slug = parts
    manifest = table.tours.get(tour)
    if manifest is None or language not in manifest.languages:
        return ""
    new = manifest.renamed().get(slug)
    if new is None:
        return ""
    return f"../{new}/" if path.endswith("/") else f"{new}/"


def tour_of_gone(table: Table, path: str) -> str:
    """The tour that had a page at `path` or a sign that names it, and has it no more; "" for anything else."""
    for slug, manifest in table.tours.items():
        if {path[1:], f"{path[1:]}/"} & set(manifest.gone):
            return slug
    slug, _, number = path[1:].removesuffix("/").partition("/")
    known = table.tours.get(slug)
    return slug if known and number in known.retired() else ""
