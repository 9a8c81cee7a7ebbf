"""The files of the demonstration, in words: fictional actions, one for each moment of a file's life."""

from __future__ import annotations

from typing import NamedTuple

from cite.grants.enums import Outcome


class Demo(NamedTuple):
    """One file. `carrier`: the key of its organization; `where`: codes of districts; amounts are in euros.

    `stops_at`: the moment of its life where the demonstration leaves it.
    """

    stops_at: str
    carrier: str
    title: str
    priorities: tuple[str, ...]
    where: tuple[str, ...]
    need: str
    innovation: str
    participants: int = 20
    state: int = 6000
    metropole: int = 4000
    own: int = 2500


FILES = (
    Demo(
        "draft",
        "centre_social",
        "Le téléphone ne me fait plus peur",
        ("confidence", "psychological_mobility"),
        ("QN04213M",),
        "Des habitants renoncent à un emploi parce qu’ils n’osent pas téléphoner. "
        "Nous l’entendons chaque semaine à l’accueil.",
        "Des saynètes jouées avec des employeurs, dans une vraie cabine, d’abord par écran interposé.",
    ),
    Demo(
        "to_sign",
        "centre_social",
        "Mercredis sans attente : la garde pendant les démarches",
        ("childcare",),
        ("QN04213M",),
        "Un rendez-vous sur quatre est manqué faute de garde le mercredi.",
        "La garde a lieu dans la salle voisine du rendez-vous, tenue par des parents formés et rémunérés.",
        participants=40,
    ),
    Demo(
        "deposited",
        "regie",
        "Une semaine en coulisses : stages collectifs dans le bâtiment",
        ("group_internships", "promote_trades"),
        ("QN04223N", "QN04222N"),
        "Les métiers du second œuvre recrutent, et personne ne les connaît dans le quartier.",
        "Un groupe de huit découvre quatre chantiers en une semaine, et finit par rénover un local du quartier.",
        participants=16,
    ),
    Demo(
        "taken_up",
        "chantier",
        "Du jardin à l’emploi : raconter ses compétences",
        ("confidence",),
        ("QN04206M", "QN04204M"),
        "Après un chantier, beaucoup ne savent pas dire ce qu’ils ont appris.",
        "Chacun enregistre trois minutes de sa voix sur un geste qu’il maîtrise ; un employeur l’écoute.",
    ),
    Demo(
        "to_correct",
        "maison_quartier",
        "Tables ouvertes : le français du travail",
        ("language",),
        ("QN04214M",),
        "Le français appris en cours n’est pas celui des consignes d’atelier.",
        "Les tables se tiennent dans l’entreprise, avec ses vraies consignes et ses salariés volontaires.",
    ),
    Demo(
        "admissible",
        "commune",
        "Le bus des premiers jours",
        ("physical_mobility",),
        ("QN04209M", "QN04208M"),
        "Le premier mois d’un emploi se perd quand le bus ne passe pas à cinq heures.",
        "Un trajet partagé pour le premier mois seulement, puis un covoiturage organisé avec l’employeur.",
        participants=60,
        state=15000,
        metropole=12000,
        own=9000,
    ),
    Demo(
        "inadmissible",
        "entreprises",
        "Petit déjeuner des recruteurs",
        ("links",),
        ("QN04215M",),
        "Les recruteurs disent ne jamais rencontrer d’habitants des quartiers.",
        "Le petit déjeuner se tient au pied des immeubles, sans inscription.",
    ),
    Demo(
        "in_review",
        "mobilite",
        "Oser le volant",
        ("psychological_mobility", "physical_mobility"),
        ("QN04209M", "QN04208M", "QN04207M"),
        "Des femmes qui ont le permis depuis dix ans ne conduisent plus.",
        "Les premières séances se font à l’arrêt, puis de nuit, avec une monitrice et une psychologue.",
        participants=24,
        state=9000,
        metropole=7000,
        own=4000,
    ),
    Demo(
        "advised",
        "mission_locale",
        "Les visites que personne ne fait",
        ("visits_job_seekers", "visits_intermediaries"),
        ("QN04213M", "QN04215M"),
        "Les entreprises de moins de dix salariés recrutent et ne sont jamais visitées.",
        "Conseillers et demandeurs d’emploi visitent ensemble, chacun avec une question à poser.",
        participants=45,
    ),
    Demo(
        "granted",
        "centre_social",
        "À la porte d’à côté : aller vers les hors radars",
        ("off_radar",),
        ("QN04213M",),
        "Deux cages d’escalier sur trois n’ont aucun contact avec un service de l’emploi.",
        "Des habitants formés vont à la porte de leurs voisins, avec un café et une seule question.",
        participants=80,
        state=34000,
        metropole=8000,
        own=5000,
    ),
    Demo(
        "refused",
        "bailleur",
        "Forum des métiers du logement",
        ("promote_trades",),
        ("QN04216M",),
        "Les métiers du logement manquent de candidats.",
        "Un forum dans le hall de chaque résidence.",
    ),
    Demo(
        "waiting_list",
        "regie",
        "La carte des horaires décalés",
        ("communication", "childcare"),
        ("QN04223N",),
        "Les solutions de garde en horaires décalés existent et restent inconnues.",
        "Une carte en langue simple, relue par des parents, distribuée par les commerçants du matin.",
        participants=100,
        state=3000,
        metropole=2000,
        own=1000,
    ),
    Demo(
        "closed",
        "mission_locale",
        "Le permis de conduire en quatre mois",
        ("physical_mobility",),
        ("QN04215M",),
        "Le délai pour passer le permis dépasse un an.",
        "L’auto-école partenaire a fermé après l’accord : l’action n’a pas lieu, rien n’a été versé.",
        state=6000,
        metropole=4000,
        own=2000,
    ),
    Demo(
        "withdrawn",
        "mobilite",
        "Vélos du soir",
        ("physical_mobility",),
        ("QN04207M",),
        "Le dernier tram passe avant la fin des services.",
        "Un vélo prêté pour la durée d’un contrat, révisé chaque mois.",
    ),
)

COMMON = {
    "request_kind": "first",
    "adapts_existing": "no",
    "objectives": "Que chaque participant reparte avec une étape datée vers l’emploi ou la formation, et "
    "quelqu’un à appeler.",
    "description": "Des groupes de six à huit personnes se réunissent une fois par semaine pendant deux mois. "
    "Chaque séance a un temps ensemble et un temps à deux. La dernière a lieu chez un employeur"
    " ou un organisme de formation.",
    "beneficiaries": "Des habitants des quartiers prioritaires, sans distinction d’âge, éloignés de l’emploi "
    "depuis plus d’un an pour la moitié d’entre eux.",
    "qpv_share": 90,
    "age_limit": "no",
    "detection": "Par les relais du quartier, à la sortie de l’école et au marché.",
    "registration": "Sur place, par téléphone ou par un prescripteur ; réponse sous une semaine.",
    "communication": "Une affiche en langue simple, les commerçants, le bouche-à-oreille.",
    "places": "Dans le quartier, et chez les employeurs partenaires.",
    "network": "Nous participons aux réunions de la Cité et orientons vers les autres structures du "
    "quartier.",
    "articulation": "Nous avons appelé les structures voisines : aucune ne propose cela, deux nous adresseront "
    "des personnes.",
    "schedule": "Deux groupes au printemps, deux à l’automne.",
    "means": "Une animatrice à mi-temps, une salle, deux bénévoles.",
    "recruitment": "no",
    "indicators": [
        ["Personnes présentes à la moitié des séances", "15"],
        ["Étapes réalisées trois mois après", "10"],
    ],
    "public_aid": "up_to",
}
"""What every file answers alike."""

SHEET = {
    "carrier_address": "1 place de l’Exemple, 42000 Saint-Étienne",
    "carrier_rna": "Récépissé de démonstration",
    "representative_function": "Présidente",
    "commercial_taxes": "no",
    "volunteers": 12,
    "employees": 6,
    "members": 140,
}
"""What every carrier says of itself."""

REASONS = {
    Outcome.PARTIAL: "Le besoin est établi ; le coût par personne peut être réduit.",
    Outcome.REFUSED: "Une action semblable existe ; rapprochez-vous du club d’entreprises.",
    Outcome.WAITING_LIST: "Le projet est prêt ; d’autres sont passés avant lui.",
}
"""Why funders decide so."""
