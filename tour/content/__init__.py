"""Tour folders <-> tables: `seeds/<tour>/` for human hands, the same bytes both ways.

Each file of the folder has its module (`tour_file`, `sources_file`, `glossary_file`, `map_file`,
`stop_file`, `words_file`, `recording_file`), which reads and writes it; `reading` and `dumping`
go through a whole folder, `loading` and `taking` through the tables.
"""

from tour.content.archive import ArchiveRefused, pack, unpacked
from tour.content.desk_edits import DeskEdit
from tour.content.difference import Difference, StopChange, difference
from tour.content.dumping import dump
from tour.content.faults import DumpRefused, Fault, FolderRefused
from tour.content.files import TILES_BYTES as MOST_TILES_BYTES
from tour.content.loading import Loaded, load
from tour.content.pictures.accepting import Accepted, PictureRefused, accept_picture, picture_name
from tour.content.places_file import MOST_BYTES as MOST_POINT_BYTES
from tour.content.places_file import PlacesRefused, Point, read_points
from tour.content.placing import Placed, Plan, carry_out, plan
from tour.content.reading import check
from tour.content.stop_file import FARTHEST_M, HIGHEST_NUMBER, turned_round, wrong_with_moment
from tour.content.texts import unlike, wrong_with
from tour.content.tiles.accepting import Looked, TilesRefused
from tour.content.tiles.accepting import accept as accept_tiles
from tour.content.tiles.accepting import look as look_at_tiles
from tour.content.tiles.clearing import clear as clear_tiles
from tour.content.tiles.naming import CLOSEST as CLOSEST_ZOOM
from tour.content.tiles.naming import LONGEST as LONGEST_ATTRIBUTION
from tour.content.tiles.naming import is_tile_address
from tour.content.words_file import wrong_with_paragraphs

__all__ = [
    "CLOSEST_ZOOM",
    "FARTHEST_M",
    "HIGHEST_NUMBER",
    "LONGEST_ATTRIBUTION",
    "MOST_POINT_BYTES",
    "MOST_TILES_BYTES",
    "Accepted",
    "ArchiveRefused",
    "DeskEdit",
    "Difference",
    "DumpRefused",
    "Fault",
    "FolderRefused",
    "Loaded",
    "Looked",
    "PictureRefused",
    "Placed",
    "PlacesRefused",
    "Plan",
    "Point",
    "StopChange",
    "TilesRefused",
    "accept_picture",
    "accept_tiles",
    "carry_out",
    "check",
    "clear_tiles",
    "difference",
    "dump",
    "is_tile_address",
    "load",
    "look_at_tiles",
    "pack",
    "picture_name",
    "plan",
    "read_points",
    "turned_round",
    "unlike",
    "unpacked",
    "wrong_with",
    "wrong_with_moment",
    "wrong_with_paragraphs",
]
