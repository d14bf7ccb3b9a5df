"""The desk: the admin where curators write, translate, listen and publish."""

from functools import partial

from django.contrib.auth.models import User

from tour.curator import refused
from tour.curator.desk import Desk
from tour.curator.people.person_page import PersonAdmin
from tour.curator.stops.stop_page import StopAdmin
from tour.curator.tours.tour_page import ClaimAdmin, LexiconAdmin, PictureAdmin, RouteAdmin, SourceAdmin, TourAdmin
from tour.curator.visitors.kiosks import KioskAdmin
from tour.curator.visitors.mistakes import MistakeAdmin
from tour.models import Claim, Kiosk, LexiconEntry, Mistake, Picture, Route, Source, Stop, Tour

desk = Desk(name="admin")
desk.register(Tour, TourAdmin)
desk.register(Stop, StopAdmin)
desk.register(Route, RouteAdmin)
desk.register(Claim, ClaimAdmin)
desk.register(Source, SourceAdmin)
desk.register(Picture, PictureAdmin)
desk.register(LexiconEntry, LexiconAdmin)
desk.register(Mistake, MistakeAdmin)
desk.register(User, PersonAdmin)
desk.register(Kiosk, KioskAdmin)

# Django calls these by their names (`urls`, `settings`); each answers within the desk's frame.
denied = partial(refused.denied, desk)
not_found = partial(refused.not_found, desk)
unknown_form = partial(refused.unknown_form, desk)

__all__ = ["denied", "desk", "not_found", "unknown_form"]
