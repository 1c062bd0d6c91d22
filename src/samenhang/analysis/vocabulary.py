"""Dutch and Flemish words that matter when names are compared, in lower case and without accents."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_FORMS = _words(
    "bv nv vof cv cvba bvba vzw ivzw asbl aisbl sa sprl srl inc ltd llc gmbh ag plc ua ba wa "
    "stichting vereniging cooperatie cooperatieve maatschap eenmanszaak"
)
RIVAL_FORMS = _words("stichting vereniging cooperatie")  # two of these with one name are two bodies
CONNECTORS = _words("de het een the en and et van voor der den des te ten ter in op aan bij of for la le du")
LINKS = _words("en and et")
BODIES = _words("ministerie departement agentschap stichting vereniging")  # may be left out of an acronym
NAMED_BY_SUBJECT = _words("ministerie departement agentschap dienst directie instituut fod raad")
GENERAL_TAILS = _words("praktijk groep organisatie bedrijf vereniging maatschap kantoor")
ADDITIONS = _words("group groep holding nederland belgie belgium netherlands benelux international")
PART_WORDS = _words(
    "noord zuid oost west noordoost noordwest zuidoost zuidwest midden centrum binnen buiten boven beneden nieuw "
    "nieuwe oud oude groot grote klein kleine hoog laag links rechts jeugd dames heren senioren junioren jongeren "
    "ouderen afdeling dienst team cluster directie faculteit ziekenhuis vrijwilligers"
)
LONG_FORMS = {
    "gem": "gemeente",
    "prov": "provincie",
    "dep": "departement",
    "dept": "departement",
    "min": "ministerie",
    "univ": "universiteit",
    "ver": "vereniging",
    "st": "sint",
}
TITLES = _words("dhr mevr mw mevrouw heer drs ir ing dr prof mr jhr msc bsc phd mba")
PARTICLES = _words(
    "van de der den het t ter ten te vd vdr vande vander vanden el al di da del la le du von zu op in aan"
)

# Municipalities and towns of which the names are one slip apart: two of these are two places.
NEIGHBOURING_PLACES = _words(
    "bakel brakel beersel beesel capelle kapelle kapellen haelen halen hoorn horn machelen mechelen vorselaar vosselaar"
)
