"""Long work shows how far it is: a bar on a terminal, a few lines in a log."""

import io

from tour.operations import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_that_fills() -> None:
    out = Terminal()
    progress = Progress(total=2, out=out)
    progress.step("km a-stop")
    progress.step("km b-stop")
    first, second = out.getvalue().split("\r")[1:]
    assert "[############............] 1/2 km a-stop" in first
    assert second.startswith("[########################] 2/2 km b-stop")
    assert second.endswith("\n")


def test_a_log_gets_at_most_a_line_a_tenth() -> None:
    out = io.StringIO()
    progress = Progress(total=100, out=out)
    for count in range(100):
        progress.step(f"stop {count}")
    assert len(out.getvalue().splitlines()) == 11
