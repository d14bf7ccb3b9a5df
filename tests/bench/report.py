"""The table that `make bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row: what is measured, the goal, what this machine measured; `reached` is None for a bare time."""

    name: str
    goal: str
    measured: str
    reached: bool | None = None


def show(title: str, figures: list[Figure]) -> None:
    """Print one part of the table."""
    print(f"\n## {title}\n\n| figure | goal | measured | |\n|---|---|---|---|")  # noqa: T201
    for figure in figures:
        mark = {True: "reached", False: "NOT REACHED", None: "shown"}[figure.reached]
        print(f"| {figure.name} | {figure.goal} | {figure.measured} | {mark} |", flush=True)  # noqa: T201
