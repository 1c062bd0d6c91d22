"""A register as organisations keep them: two name columns, gaps, a column nobody knows, an empty last column."""

HEADER = "Voornaam;Naam;Affiliatie;E-mail;Website;MijnKolom;Invloed;"
LINES = [
    "Anna ;Eén;Stad Voorbeeld;anna@voorbeeld.example;https://voorbeeld.example/stad;E;groot;",
    "Bram;Twee;Stad Voorbeeld;;;C;zeer groot;",
    "Cato;Drie;Vervoer NV;;;C;klein;",
    "Dirk;Vier;Vervoer NV;;;C;enorm;",
    ";;Onbekend bedrijf;;;C;;",
    "Eva;Vijf;Universiteit Voorbeeld;;;B;middel;",
]


def register(encoding: str = "cp1252") -> bytes:
    return ("Stakeholders stadsdistributie;;;;;;;\r\n" + "\r\n".join([HEADER, *LINES]) + "\r\n").encode(encoding)
