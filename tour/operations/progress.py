"""Progress of long work, for a terminal or a log."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

BAR = 24


@dataclass
class Progress:
    """Shows done of total with a word on what is under way: a bar on a terminal, now and then a line elsewhere."""

    total: int
    out: TextIO = field(default_factory=lambda: sys.stdout)
    done: int = 0
    said: int = -1

    def step(self, what: str) -> None:
        """One more is done; `what` names it."""
        self.done += 1
        part = self.done / max(1, self.total)
        if self.out.isatty():
            bar = ("#" * round(part * BAR)).ljust(BAR, ".")
            end = "\n" if self.done >= self.total else ""
            self.out.write(f"\r[{bar}] {self.done}/{self.total} {what[:40]:<40}{end}")
        elif (tenth := int(part * 10)) > self.said:
            self.said = tenth
            self.out.write(f"  {self.done}/{self.total} {what}\n")
        self.out.flush()
