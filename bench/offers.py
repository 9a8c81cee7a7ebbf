"""Fictional services, as many as asked: French as carriers write it, few words everywhere and many words rare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SEED = 20261127
DISTRICTS = tuple(f"QN042{number:02d}M" for number in range(1, 21))
_EVERYWHERE = (
    "Accompagnement vers l’emploi des habitants du quartier",
    "Un accueil individuel, puis un atelier collectif chaque semaine",
    "Service gratuit, ouvert à toutes et à tous, sans distinction d’âge",
    "Nos conseillers vous reçoivent sur rendez-vous ou sans rendez-vous",
    "L’inscription se fait par téléphone ou auprès de votre conseiller",
    "Le parcours dure de trois à six mois selon votre projet professionnel",
    "Vous rencontrez des entreprises qui recrutent près de chez vous",
    "Une attestation vous est remise à la fin de la formation",
)
_THEMES = {
    "mobilite": (
        "Préparer le permis de conduire",
        "Louer un scooter ou une voiture à petit prix",
        "Apprendre à se déplacer en bus et en tramway",
        "Réparer son vélo et reprendre confiance sur la route",
        "Aide au financement du permis B et du code de la route",
    ),
    "langue": (
        "Cours de français langue étrangère",
        "Atelier de conversation pour parents d’élèves",
        "Apprendre à lire et à écrire, tous niveaux",
        "Français à visée professionnelle dans le bâtiment et la propreté",
        "Passer le DELF avec des bénévoles",
    ),
    "garde": (
        "Places de crèche pour les parents en recherche d’emploi",
        "Garde d’enfants à domicile en horaires décalés",
        "Halte-garderie pendant les entretiens d’embauche",
        "Accueil périscolaire et aide aux devoirs",
        "Une assistante maternelle près de chez vous",
    ),
    "sante": (
        "Bilan de santé et écoute psychologique",
        "Se soigner malgré l’absence de mutuelle",
        "Groupe de parole pour aidants familiaux",
        "Activité physique adaptée après une longue maladie",
        "Accès aux droits : carte Vitale, complémentaire santé solidaire",
    ),
    "confiance": (
        "Prendre la parole et oser téléphoner à un employeur",
        "Retrouver l’estime de soi par le théâtre",
        "Simulation d’entretien avec des recruteurs",
        "Atelier image de soi et coiffure solidaire",
        "Vaincre la peur du téléphone",
    ),
    "numerique": (
        "Créer une adresse électronique et déposer son CV en ligne",
        "Découvrir l’ordinateur et le smartphone",
        "Démarches administratives avec un conseiller numérique",
        "Initiation aux métiers du code informatique",
    ),
    "metiers": (
        "Découverte des métiers de la logistique et du transport",
        "Formation d’aide-soignante et d’auxiliaire de vie",
        "Chantier d’insertion en espaces verts",
        "Immersion d’une semaine en entreprise",
        "Préparer le certificat de cariste",
        "Stage collectif dans l’industrie et la maintenance",
    ),
    "creation": (
        "Créer sa micro-entreprise pas à pas",
        "Microcrédit et garage solidaire pour entrepreneurs",
        "Tester son activité dans une couveuse",
    ),
}
THEMES = tuple(_THEMES)
_AUDIENCES = (
    "jeunes",
    "seniors",
    "femmes",
    "parents isolés",
    "réfugiés",
    "bénéficiaires du RSA",
    "travailleurs handicapés",
)
_KINDS = (
    "Association",
    "Centre social",
    "Mission locale",
    "Maison de quartier",
    "Régie de quartier",
    "Atelier chantier",
)
_SYLLABLES = tuple(
    "ba bel bri cha cor da fon ga gri jon la lo mar mon na no pra ri ro sau ta tre val ver vi".split()
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A service, before anything knows what a search is."""

    number: int
    name: str
    keywords: str
    carrier: str
    description: str
    codes: tuple[str, ...]
    quality: int


def offers(count: int) -> Iterator[Offer]:
    """Give so many services, always the same."""
    chance = Random(SEED)
    names = [_name(chance) for _ in range(30_000)]
    for number in range(1, count + 1):
        yield _offer(chance, number, names)


def _name(chance: Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()


def _offer(chance: Random, number: int, names: list[str]) -> Offer:
    theme = chance.choice(tuple(_THEMES))
    about = chance.sample(_THEMES[theme], 2)
    other = chance.choice(_THEMES[chance.choice(tuple(_THEMES))])
    place, street, person = (names[int(len(names) * chance.random() ** 3)] for _ in range(3))
    audience = chance.choice(_AUDIENCES)
    district = chance.choice(DISTRICTS)
    return Offer(
        number=number,
        name=f"{about[0]} à {place}",
        keywords=f"{theme} {audience}",
        carrier=f"{chance.choice(_KINDS)} {place}",
        description=". ".join(
            (
                *chance.sample(_EVERYWHERE, 4), about[1], other, f"Pour {audience}",
                f"Rendez-vous au {chance.randint(1, 90)} rue {street}, demander {person}",
            )
        ),
        codes=(f"theme:{theme}", f"district:{district}", f"audience:{_AUDIENCES.index(audience)}"),
        quality=chance.randint(0, 100),
    )  # fmt: skip
