"""Hand-made editions: three stops, as many words as a real one."""

from dataclasses import replace

from tour.edition import Claim, Edition, Route, Sentence, Site, SiteTour, Sound, SourceRef, Stop

LANGUAGES = ("en", "km", "th", "ar")
TEXTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("This story begins in a hill town.", "Guidebooks place it about 80 kilometres from the city."),
        ("Stones made the town known.", "The press wrote of thousands of miners here.", "Most easy stones are gone."),
        ("Today people live here together.",),
    ),
    "km": (
        ("រឿងនេះចាប់ផ្តើមនៅទីក្រុងមួយលើភ្នំ។", "សៀវភៅណែនាំនិយាយថា ទីនេះនៅចម្ងាយប្រហែល ៨០ គីឡូម៉ែត្រពីទីក្រុង។"),
        ("ត្បូងធ្វើឱ្យទីក្រុងនេះល្បីឈ្មោះ។", "សារព័ត៌មានបានសរសេរអំពីអ្នកជីករ៉ែរាប់ពាន់នាក់។"),
        ("សព្វថ្ងៃ មនុស្សរស់នៅទីនេះជាមួយគ្នា។",),
    ),
    "th": (
        ("เรื่องนี้เริ่มต้นที่เมืองบนเนินเขา", "หนังสือนำเที่ยวบอกว่าเมืองนี้อยู่ห่างจากตัวเมืองราว 80 กิโลเมตร"),
        ("อัญมณีทำให้เมืองนี้เป็นที่รู้จัก", "หนังสือพิมพ์เขียนถึงคนงานเหมืองหลายพันคน", "วันนี้อัญมณีที่หาง่ายหมดไปแล้ว"),
        ("ปัจจุบันผู้คนอยู่ร่วมกันที่นี่",),
    ),
    "ar": (
        ("تبدأ هذه القصة في بلدة على التلال.", "تقول كتب السفر إنها تبعد نحو ثمانين كيلومترًا عن المدينة."),
        ("عُرفت البلدة بأحجارها الكريمة.", "كتبت الصحافة عن آلاف من عمال المناجم هنا."),
        ("يعيش الناس هنا اليوم معًا.",),
    ),
}
TITLES = {"en": "A Town of Stones", "km": "ទីក្រុងត្បូង", "th": "เมืองแห่งอัญมณี", "ar": "بلدة الأحجار"}
MAP = (
    '{"type":"FeatureCollection","bbox":[102.2,12.5,103.4,13.7],"attribution":"Drawn by hand","features":['
    '{"type":"Feature","geometry":{"type":"LineString","coordinates":[[102.4,12.6],[102.5,13.0],[102.4,13.5]]},'
    '"properties":{"kind":"border"}},'
    '{"type":"Feature","geometry":{"type":"LineString","coordinates":[[103.19,13.1],[102.6,12.85]]},'
    '"properties":{"kind":"road"}},'
    '{"type":"Feature","geometry":{"type":"Point","coordinates":[103.19,13.1]},'
    '"properties":{"kind":"town","name":{"en":"Battambang","km":"បាត់ដំបង"}}}]}'
)


def stop(slug: str, number: int, language: str = "en", **changes: object) -> Stop:
    paragraphs = tuple(tuple(Sentence(written=s, spoken=s) for s in part) for part in TEXTS[language])
    source = SourceRef(key="ct1989", title="Chicago Tribune", date="1989-09-24", url="https://example.org/ct1989")
    base = Stop(
        slug=slug, number=number, language=language, state="source" if language == "en" else "draft",
        title=f"{TITLES[language]} {number}", place="Central market, Pailin", safety="Listen from the pavement.",
        paragraphs=paragraphs,
        claims=(
            Claim(key="c1", status="corroborated", text="Stones made it known.", language="en", sources=(source,)),
            Claim(key="c2", status="disputed", text="Who left, and when.", language="en", sources=(source, source)),
        ),
        pictures=(), kind="on-site", lat=12.8551, lng=102.6051, precision_m=700, radius_m=120, trigger=False,
        access="open-unverified", access_checked_on="2025-12-15", content_notes=("genocide", "war"),
        headphones_only=False, quiet_end=False, date_from="1922", date_to="1989-09", silence="waiting",
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def edition(language: str = "en", stops: tuple[Stop, ...] = (), **changes: object) -> Edition:
    named = ("first", "second", "third")
    base = Edition(
        tour="pailin", language=language, source_language="en", languages=LANGUAGES,
        title="The Battle of Pailin", summary="A story in three stops.", about=("What this tour tells.",),
        advisory=("Keep to paved roads.",), credits=("Made for a test.",),
        routes=(Route(slug="walk", title="Town walk", summary="On pavements only.", stops=("first", "third")),),
        stops=stops or tuple(stop(slug, i, language) for i, slug in enumerate(named, start=1)), map=MAP,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def spoken(of: Edition, sound: Sound) -> Edition:
    """The edition with the same sound at each stop, its cues cut to the stop's sentences."""
    return replace(
        of,
        stops=tuple(
            replace(one, silence="", sound=replace(sound, cues=sound.cues[: sum(map(len, one.paragraphs))]))
            for one in of.stops
        ),
    )


def site() -> Site:
    words = tuple((code, f"The Battle of Pailin ({code})", "A story in three stops.") for code in LANGUAGES[:2])
    return Site(
        languages=("km", "en", "th"), tours=(SiteTour(slug="pailin", words=words, duration_ms=90_000, stops=3),),
    )  # fmt: skip
