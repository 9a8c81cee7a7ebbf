"""Some sixty fictional services, as carriers write them, and the synonyms that a Cité would keep."""

import json
from pathlib import Path

from cite.search.rules.asking import Synonyms
from cite.search.rules.documents import TextDocument

_SHEETS = json.loads((Path(__file__).parent / "golden" / "corpus.json").read_text())

CORPUS = tuple(
    TextDocument(
        object_id=number * 7,
        **{**sheet, "codes": frozenset(f"about:{code}" for code in sheet["codes"])},
        place=(4.39 + number / 1000, 45.44) if number % 3 else None,
        hours=("", "24/7", "Mo-Fr 09:00-12:00", "Sa 09:00-12:00")[number % 4],
    )
    for number, sheet in enumerate(_SHEETS, start=1)
)

SYNONYMS = Synonyms.of(
    {
        "garder mon fils": ["garde d’enfants", "=about:garde"],
        "garder ma fille": ["garde d’enfants", "=about:garde"],
        "nounou": ["assistante maternelle", "garde d’enfants"],
        "peur du téléphone": ["prise de parole", "appeler"],
        "bagnole": ["voiture"],
        "papiers": ["titre de séjour", "démarches"],
        "déprime": ["psychologique"],
        "boulot": ["emploi"],
    }
)

QUESTIONS = (
    "garder mon fils", "permis", "j’ai peur du téléphone", "francais", "français", "crèche", "creche", "mobilite",
    "mobilté", "entretein", "entretiens", "je veux passer le permis", "PERMIS DE CONDUIRE", "nounou le dimanche",
    "boulot", "bagnole pas chère", "apprendre le français", "aprendre a lire", "psy", "je déprime", "formatrice",
    "aide soignante", "conseillère numérique", "ordinateur", "code", "code de la route", "papiers", "emploi beaubrun",
    "garde montreynaud", "voiture AND scooter", "\"permis\" OR -code NEAR(b)", "entreprise", "femmes", "plus de 50 ans",
    "cinquante ans", "logement sans garant", "vélo électrique", "zzzyx", "le la les", "", "🚗", "عمل",
    "téléphone entretien",
    "stage", "diplome etranger", "santé gratuit", "microcredit", "handicapée", "caces 3", "recruteurs",
)  # fmt: skip

FILTERED = (
    ("permis", {"where": ["about:montreynaud"]}),
    ("", {"what": ["about:garde"]}),
    ("emploi", {"where": ["about:beaubrun", "about:firminy"]}),
    ("français école", {"where": ["about:beaubrun"]}),
    ("entretien", {"where": ["about:firminy"], "what": ["about:confiance"]}),
    ("", {"where": ["about:nowhere"]}),
)

TYPED = (
    "fran",
    "garde d’en",
    "per",
    "permis de con",
    "mobi",
    "entretein",
    "e",
    "cou",
    "prise de pa",
    "garder",
    "",
    "logem",
)
