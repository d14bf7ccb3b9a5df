"""Tour folders <-> tables: `seeds/<tour>/` for human hands, the same bytes both ways.

Each file of the folder has its module (`tour_file`, `sources_file`, `glossary_file`, `map_file`,
`stop_file`, `words_file`, `recording_file`), which reads and writes it; `reading` and `dumping`
go through a whole folder, `loading` and `taking` through the tables.
"""

from tour.content.archive import ArchiveRefused, pack, unpacked
from tour.content.difference import Difference, StopChange, difference
from tour.content.dumping import dump
from tour.content.faults import DumpRefused, Fault, FolderRefused
from tour.content.loading import Loaded, load
from tour.content.pictures.accepting import Accepted, PictureRefused, accept_picture, picture_name
from tour.content.places_file import MOST_BYTES as MOST_POINT_BYTES
from tour.content.places_file import PlacesRefused, Point, read_points
from tour.content.placing import Placed, Plan, carry_out, plan
from tour.content.reading import check
from tour.content.stop_file import FARTHEST_M
from tour.content.texts import wrong_with

__all__ = [
    "FARTHEST_M",
    "MOST_POINT_BYTES",
    "Accepted",
    "ArchiveRefused",
    "Difference",
    "DumpRefused",
    "Fault",
    "FolderRefused",
    "Loaded",
    "PictureRefused",
    "Placed",
    "PlacesRefused",
    "Plan",
    "Point",
    "StopChange",
    "accept_picture",
    "carry_out",
    "check",
    "difference",
    "dump",
    "load",
    "pack",
    "picture_name",
    "plan",
    "read_points",
    "unpacked",
    "wrong_with",
]
