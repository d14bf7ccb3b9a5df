"""`make bench`: the figures the program is held to, measured on this machine.

Counts, bytes and ratios of one run decide; bare times are only shown. Nothing here is a test.
"""

import os

import django

# The stand-in of the online voice makes its hums with the program's own encoder.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tour.settings")
django.setup()
