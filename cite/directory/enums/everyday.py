"""What people say, and what it means in the words of the directory: given with the tool, completed by moderators.

A meaning is a code, marked by « = » (a theme, a frein or a family of the standard), or other words to look for.
"""

_CHILDCARE = ("=theme:garde-denfants",)
_CONFIDENCE = ("=theme:bien-etre-confiance-en-soi",)
_LICENCE = ("=theme:preparer-un-permis", "=theme:financer-ma-mobilite")
_FRENCH = ("=theme:maitriser-le-francais",)
_PAPERS = ("=obstacle:papers",)
_OUT = ("=obstacle:psychological_mobility",)
_MONEY = ("=obstacle:money",)
_RENT = ("=theme:reduire-les-impayes-de-loyer",)
_CAR = ("=theme:entretenir-reparer-son-vehicule", "=theme:acceder-a-un-vehicule")
_ONLINE = ("=obstacle:digital",)
_CARE = ("=theme:acces-aux-soins",)
_MIND = ("=theme:sante-mentale", "=theme:acces-aux-soins")
_JOB = ("=category:trouver-un-emploi",)
_APPLYING = (
    "=theme:realiser-un-cv-et-ou-une-lettre-de-motivation",
    "=theme:repondre-a-des-offres-demploi",
    "=theme:organiser-ses-demarches-de-recherche-demploi",
)
_TRAINING = ("=category:se-former",)
_TRADE = ("=category:choisir-un-metier",)
_BUSINESS = ("=category:creer-une-entreprise",)
_YOUNG = ("=audience:jeunes",)

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "garder mon fils": _CHILDCARE,
    "garder ma fille": _CHILDCARE,
    "garder mon bébé": _CHILDCARE,
    "garder les petits": _CHILDCARE,
    "garder mes enfants": _CHILDCARE,
    "crèche": _CHILDCARE,
    "nounou": _CHILDCARE,
    "garderie": _CHILDCARE,
    "assistante maternelle": _CHILDCARE,
    "personne pour garder": _CHILDCARE,
    "peur du téléphone": _CONFIDENCE,
    "peur de parler": _CONFIDENCE,
    "timide": _CONFIDENCE,
    "je n’ose pas": _CONFIDENCE,
    "pas confiance": _CONFIDENCE,
    "je suis nul": _CONFIDENCE,
    "je me sens seul": ("=theme:lien-social", "=obstacle:confidence"),
    "rencontrer des gens": ("=theme:lien-social",),
    "peur de sortir": _OUT,
    "peur du tram": _OUT,
    "peur du bus": _OUT,
    "prendre le bus": _OUT,
    "prendre le tram": _OUT,
    "permis": _LICENCE,
    "code de la route": _LICENCE,
    "conduire": _LICENCE,
    "auto-école": _LICENCE,
    "voiture en panne": _CAR,
    "réparer ma voiture": _CAR,
    "louer une voiture": _CAR,
    "garage": _CAR,
    "parler français": _FRENCH,
    "apprendre le français": _FRENCH,
    "cours de français": _FRENCH,
    "alphabétisation": ("=category:lecture-ecriture-calcul",),
    "je ne sais pas lire": ("=category:lecture-ecriture-calcul", "=ease:without_reading"),
    "lettre de la préfecture": _PAPERS,
    "remplir un papier": _PAPERS,
    "remplir un formulaire": _PAPERS,
    "carte de séjour": _PAPERS,
    "titre de séjour": _PAPERS,
    "les papiers": _PAPERS,
    "courrier": _PAPERS,
    "dettes": _MONEY,
    "plus d’argent": _MONEY,
    "facture": _MONEY,
    "loyer": _RENT,
    "expulsion": _RENT,
    "appartement trop petit": ("=theme:changer-de-logement",),
    "changer d’appartement": ("=theme:changer-de-logement",),
    "ordinateur": _ONLINE,
    "internet": _ONLINE,
    "boîte mail": _ONLINE,
    "wifi": ("=theme:acceder-a-une-connexion-internet",),
    "dentiste": _CARE,
    "docteur": _CARE,
    "médecin": _CARE,
    "infirmière": _CARE,
    "carte vitale": _CARE,
    "déprime": _MIND,
    "stress": _MIND,
    "boulot": _JOB,
    "travail": _JOB,
    "job": _JOB,
    "chômage": _JOB,
    "cv": _APPLYING,
    "entretien d’embauche": (
        "=theme:convaincre-un-recruteur-en-entretien",
        "=theme:valoriser-ses-competences",
    ),
    "lettre de motivation": _APPLYING,
    "apprendre un métier": _TRAINING,
    "stage": _TRAINING,
    "diplôme": _TRAINING,
    "nul en maths": ("=theme:maitriser-le-calcul",),
    "changer de métier": _TRADE,
    "quel métier": _TRADE,
    "visiter une entreprise": ("=theme:decouvrir-un-metier-ou-un-secteur-dactivite",),
    "ouvrir un commerce": _BUSINESS,
    "monter ma boîte": _BUSINESS,
    "à mon compte": _BUSINESS,
    "auto-entrepreneur": _BUSINESS,
    "mission locale": _YOUNG,
    "ménage": ("propreté", "=theme:aide-menagere"),
    "nettoyage": ("propreté",),
    "jardinage": ("jardins", "maraîchage"),
}
"""Before the engine drops empty words: « garder mon fils » and « garder fils » are the same."""
