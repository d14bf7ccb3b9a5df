"""`manage.py reconcile`."""

from typing import Any

from django.core.management.base import BaseCommand

from tour import operations


class Command(BaseCommand):
    """Finds what sound is missing, has it spoken, and joins it to what visitors hear."""

    help = "Speak whatever any tour lacks and give it to visitors, for exactly the words they have."

    def handle(self, **_: Any) -> None:
        """Reconcile, and say what was done."""
        done = operations.reconcile(show=True)
        if done.busy:
            self.stdout.write("Another process is speaking; nothing to do here.")
            return
        self.stdout.write(
            f"{done.synthesised} sentences spoken, {done.encoded} tracks encoded, {len(done.failures)} failures,"
            f" {len(done.releases)} releases with new sound"
        )
        for failure in done.failures:
            self.stderr.write(f"  {failure}")
