"""Words that end in a full stop without ending a sentence, by language (lower case, without the stop)."""

# Titles and the like: a name or number follows, so the sentence always goes on.
_TITLES: dict[str, str] = {
    "en": "dr mr mrs ms prof st rev gen col lt maj sgt capt cpl brig adm gov sen rep hon pres no nos vol vols"
    " fig figs p pp ch sec art e.g i.e cf vs viz approx ca mt ft",
    "fr": "m mm mme mlle dr pr me st ste gén col lt cap cdt no nos vol p pp chap art fig cf av env ex",
    "es": "sr sra srta dr dra d dña prof gral cnel tte cap sto sta núm nº vol p pág págs cf p.ej av",
    "de": "dr prof hr fr st nr bd s vgl z.b d.h u.a ca bzw gen abb kap usw geb",
    "it": "sig sigg sig.ra dott dott.ssa prof gen col ten cap s n nn vol p pp pag cfr es art",
    "pt": "sr sra dr dra prof profa gen cel ten cap sto sta n nº vol p pág cf ex av",
    "nl": "dr drs ir ing mr mevr dhr prof gen kol st nr blz bijv d.w.z o.a ca art",
    "pl": "dr prof gen płk mjr kpt por św ul al nr s str np tzn tj ok m.in im",
    "ru": "г гг г-н г-жа д-р проф ген им ул стр т.е т.к т.н см ок",
    "uk": "р рр п д-р проф ген ім вул стор т.зв див",
    "tr": "dr prof doç gen alb yzb sn st no s cad sok bkz örn vb",
    "sv": "dr prof gen kl nr s st bl.a t.ex d.v.s ca",
    "da": "dr prof gen kl nr s skt bl.a f.eks dvs ca",
    "nb": "dr prof gen kl nr s st bl.a f.eks dvs ca",
    "cs": "dr prof gen plk sv ul č str např tzv tj cca mudr ing mgr",
    "hu": "dr prof ifj id szt u sz pl kb stb vö",
    "ro": "dr prof gen col lt sf str nr p pag cca ex",
    "el": "δρ κ κα κκ στρ αγ αρ σελ π.χ δηλ",
    "bg": "г д-р проф ген св ул стр т.е т.нар вж",
    "id": "dr prof jend kol h hj no jl hlm tgl",
    "ms": "dr prof jen kol hj no jln hlm",
    "vi": "ts gs pgs ths tp q p",
    "fi": "dr prof kenr ev nro s esim ts ym ks n",
    "fil": "dr dra g gng bb prof hen sto sta blg",
}
_ALIASES = {"pt-br": "pt"}
# Single letters that stand for a name are handled by rule; these single letters end sentences as words.
LETTER_WORDS: dict[str, frozenset[str]] = {"en": frozenset({"I"}), "vi": frozenset("ÝÔ")}


def of(language: str) -> frozenset[str]:
    """The abbreviations of a language, English ones where it has no list of its own."""
    return _SETS.get(_ALIASES.get(language, language), _SETS["en"])


_SETS = {code: frozenset(words.split()) for code, words in _TITLES.items()}
