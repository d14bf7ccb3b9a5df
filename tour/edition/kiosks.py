"""Tables -> kiosk profiles, with the columns of their own languages alone."""

from django.db.models import Prefetch

from tour.edition.values import KioskProfile, Picture
from tour.models import PIN_ROUNDS, Kiosk, KioskTour, column, words
from tour.models import Picture as PictureRow

_FACTS = (
    *("slug", "name", "languages", "source_language", "idle_s", "volume", "ceiling"),
    *("large", "low", "pin_salt", "pin_hash"),
)


def kiosks() -> tuple[KioskProfile, ...]:
    """Every profile in use, as it stands now."""
    used = Kiosk.objects.filter(retired=False)
    known = {code for row in used.values_list("languages", "source_language") for code in (*row[0], row[1])}
    attract, alt = ([column(name, code) for code in sorted(known)] for name in ("attract", "alt"))
    pictures = PictureRow.objects.only("stop", "position", "file", "width", "height", "credit", "licence", *alt)
    tours = KioskTour.objects.select_related("tour").only("kiosk", "position", "tour__slug")
    rows = used.only(*_FACTS, *attract).prefetch_related(
        Prefetch("pictures", pictures), Prefetch("kiosk_tours", tours)
    )
    return tuple(_profile(row) for row in rows)


def _profile(row: Kiosk) -> KioskProfile:
    return KioskProfile(
        slug=row.slug,
        name=row.name,
        tours=tuple(step.tour.slug for step in row.kiosk_tours.all()),
        languages=tuple(row.languages),
        source_language=row.source_language,
        attract=tuple(said for code in row.languages if (said := _attract(row, code))[2]),
        pictures=tuple(_picture(picture, row.source_language) for picture in row.pictures.all()),
        idle_s=row.idle_s,
        volume=row.volume,
        ceiling=row.ceiling,
        large=row.large,
        low=row.low,
        pin_salt=row.pin_salt,
        pin_hash=row.pin_hash,
        pin_rounds=PIN_ROUNDS,
    )


def _attract(row: Kiosk, code: str) -> tuple[str, str, str]:
    own = words(row, "attract", code)
    return (code, code, own) if own else (code, row.source_language, words(row, "attract", row.source_language))


def _picture(row: PictureRow, language: str) -> Picture:
    return Picture(
        path=f"pictures/{row.file}",
        width=row.width,
        height=row.height,
        alt=words(row, "alt", language),
        credit=row.credit,
        licence=row.licence,
    )
