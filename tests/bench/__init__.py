"""`make bench`: the figures the program is held to, measured on this machine.

Counts, bytes and ratios of one run decide; bare times are only shown. Nothing here is a test.
"""
