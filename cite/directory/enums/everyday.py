"""What people say, and what it means in the words of the directory: given with the tool, completed by moderators.

A meaning is a code, marked by « = » (a theme, a frein or a family of the standard), or other words to look for.
"""

from cite.directory.enums.abroad import ABROAD

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
_JOB = ("emploi", "=category:trouver-un-emploi")
_APPLYING = (
    "=theme:realiser-un-cv-et-ou-une-lettre-de-motivation",
    "=theme:repondre-a-des-offres-demploi",
    "=theme:organiser-ses-demarches-de-recherche-demploi",
)
_TRAINING = ("=category:se-former",)
_TRADE = ("=category:choisir-un-metier",)
_BUSINESS = ("=category:creer-une-entreprise",)
_YOUNG = ("=audience:jeunes",)
_FREE = ("=fee:gratuit",)
_EVENING = ("=ease:evening_hours",)
_FOOD = ("=theme:alimentation",)
_CLOTHES = ("=theme:habillement",)
_SHELTER = ("=theme:rechercher-une-solution-dhebergement-temporaire", "=obstacle:housing")
_DISABILITY = ("=theme:constituer-un-dossier-mdph-invalidite", "=audience:personnes-en-situation-de-handicap")
_ADDICTION = ("=theme:addictions", "=theme:acces-aux-soins")
_BIKE = ("=theme:mobilite-douce-partagee-collective", "=theme:acceder-a-un-vehicule")
_PARENT = ("=theme:soutien-a-la-parentalite-et-a-leducation", "=theme:garde-denfants")
_EXILE = ("=audience:personnes-exilees", *_PAPERS)
_JUSTICE = (
    "=theme:prendre-en-compte-une-problematique-judiciaire",
    "=audience:personnes-en-situation-juridique-specifique",
)
_CARERS = ("=theme:soutien-aidants", "=theme:prise-en-charge-personne-dependante")
_HOME = ("=theme:electromenager",)
_LEISURE = ("=theme:activites-sportives-et-culturelles",)
_SEXUAL = ("=theme:sante-sexuelle", "=theme:acces-aux-soins")
_VIOLENCE = ("=theme:surmonter-conflits-separation-violence", "=theme:acces-aux-soins")

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
    "bébé": _CHILDCARE,
    "halte-garderie": _CHILDCARE,
    "périscolaire": _CHILDCARE,
    "centre aéré": _CHILDCARE,
    "centre de loisirs": _CHILDCARE,
    "école des enfants": _PARENT,
    "parent": _PARENT,
    "maman seule": _PARENT,
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
    "carte grise": _CAR,
    "vélo": _BIKE,
    "scooter": _BIKE,
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
    "papier": _PAPERS,
    "régularisation": _PAPERS,
    "récépissé": _PAPERS,
    "préfecture": _PAPERS,
    "réfugié": _EXILE,
    "demandeur d’asile": _EXILE,
    "sans papiers": _EXILE,
    "nationalité française": ("=theme:accompagnement-pour-lacces-a-la-citoyennete", *_PAPERS),
    "naturalisation": ("=theme:accompagnement-pour-lacces-a-la-citoyennete", *_PAPERS),
    "avocat": ("=theme:accompagnement-pour-lacces-aux-droits", *_JUSTICE),
    "prison": _JUSTICE,
    "racisme": ("=theme:connaitre-ses-droits-face-a-une-discrimination",),
    "discrimination": ("=theme:connaitre-ses-droits-face-a-une-discrimination",),
    "dossier caf": _PAPERS,
    "remplir un dossier": _PAPERS,
    "caf": _PAPERS,
    "impôts": _PAPERS,
    "retraite": _PAPERS,
    "divorce": _VIOLENCE,
    "mon mari me frappe": _VIOLENCE,
    "violence": _VIOLENCE,
    "ma mère est malade": _CARERS,
    "aidant": _CARERS,
    "courrier": _PAPERS,
    "dettes": _MONEY,
    "plus d’argent": _MONEY,
    "facture": _MONEY,
    "dettes edf": _MONEY,
    "edf": _MONEY,
    "électricité": _MONEY,
    "rsa": ("=obstacle:money", "=obstacle:papers"),
    "allocation": ("=obstacle:money", "=obstacle:papers"),
    "crédit": _MONEY,
    "banque": _MONEY,
    "huissier": _MONEY,
    "surendettement": _MONEY,
    "loyer": _RENT,
    "expulsion": _RENT,
    "appartement trop petit": ("=theme:changer-de-logement",),
    "changer d’appartement": ("=theme:changer-de-logement",),
    "déménager": ("=theme:changer-de-logement", "=obstacle:housing"),
    "hlm": ("=obstacle:housing",),
    "je dors dehors": _SHELTER,
    "dormir": _SHELTER,
    "à la rue": _SHELTER,
    "hébergement": _SHELTER,
    "sdf": _SHELTER,
    "colis alimentaire": _FOOD,
    "manger": _FOOD,
    "restos du cœur": _FOOD,
    "vêtements": _CLOTHES,
    "habits": _CLOTHES,
    "frigo": _HOME,
    "machine à laver": _HOME,
    "meubles": _HOME,
    "sport": _LEISURE,
    "bénévole": ("=theme:benevolat-action-citoyenne",),
    "ordinateur": _ONLINE,
    "internet": _ONLINE,
    "boîte mail": _ONLINE,
    "wifi": ("=theme:acceder-a-une-connexion-internet",),
    "dentiste": _CARE,
    "docteur": _CARE,
    "médecin": _CARE,
    "infirmière": _CARE,
    "carte vitale": _CARE,
    "lunettes": _CARE,
    "hôpital": _CARE,
    "vaccin": _CARE,
    "mutuelle": _CARE,
    "enceinte": _CARE,
    "grossesse": _CARE,
    "sage-femme": _CARE,
    "contraception": _SEXUAL,
    "avortement": _SEXUAL,
    "déprime": _MIND,
    "stress": _MIND,
    "psy": _MIND,
    "psychologue": _MIND,
    "dépression": _MIND,
    "je dors mal": _MIND,
    "alcool": _ADDICTION,
    "drogue": _ADDICTION,
    "addiction": _ADDICTION,
    "handicap": _DISABILITY,
    "rqth": _DISABILITY,
    "mdph": _DISABILITY,
    "boulot": _JOB,
    "travail": _JOB,
    "travailler": _JOB,
    "trouver du travail": _JOB,
    "embauche": _JOB,
    "job": _JOB,
    "chômage": _JOB,
    "cv": _APPLYING,
    "entretien d’embauche": (
        "=theme:convaincre-un-recruteur-en-entretien",
        "=theme:valoriser-ses-competences",
    ),
    "lettre de motivation": _APPLYING,
    "apprendre un métier": _TRAINING,
    "formation": _TRAINING,
    "cariste": _TRAINING,
    "aide soignante": _TRAINING,
    "caces": _TRAINING,
    "alternance": _TRAINING,
    "apprentissage": _TRAINING,
    "stage": _TRAINING,
    "diplôme": _TRAINING,
    "nul en maths": ("=theme:maitriser-le-calcul",),
    "changer de métier": _TRADE,
    "quel métier": _TRADE,
    "visiter une entreprise": ("=theme:decouvrir-un-metier-ou-un-secteur-dactivite",),
    "ouvrir un commerce": _BUSINESS,
    "ouvrir un restaurant": _BUSINESS,
    "ouvrir un magasin": _BUSINESS,
    "micro-entreprise": _BUSINESS,
    "monter ma boîte": _BUSINESS,
    "à mon compte": _BUSINESS,
    "auto-entrepreneur": _BUSINESS,
    "mission locale": _YOUNG,
    "ménage": ("propreté", "=theme:aide-menagere"),
    "nettoyage": ("propreté",),
    "jardinage": ("jardins", "maraîchage"),
    "intérim": _JOB,
    "bâtiment": (*_JOB, "chantier"),
    "gratuit": _FREE,
    "sans payer": _FREE,
    "le soir": _EVENING,
    "après le travail": _EVENING,
    "tout de suite": ("=soon:week",),
    "urgent": ("=soon:week",),
    "fauteuil roulant": ("=ease:step_free",),
    "poussette": ("=ease:step_free",),
    "sans voiture": ("=ease:without_car",),
    "interprète": ("=ease:interpreter",),
    "en arabe": ("=language:ar",),
    "en turc": ("=language:tr",),
    "en portugais": ("=language:pt",),
    "en espagnol": ("=language:es",),
    "en anglais": ("=language:en",),
}
EXPRESSIONS |= {words: EXPRESSIONS[french] for words, french in ABROAD.items()}
"""Before the engine drops empty words: « garder mon fils » and « garder fils » are the same."""
