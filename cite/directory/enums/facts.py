"""What a sheet may say of a service: controlled sentences, translated once for every sheet, each with its pictogram.

A sentence is short, speaks to the resident, and ranks nobody. What is not known says nothing, or says to ask.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cite.directory.enums.services import Level, ToBring


class Fact(StrEnum):
    """One thing a sheet may say; in the order in which a sheet says it."""

    FREE = "free"
    PAID = "paid"
    ASK_PRICE = "ask_price"
    NO_APPOINTMENT = "no_appointment"
    APPOINTMENT = "appointment"
    ASK_APPOINTMENT = "ask_appointment"
    FULL = "full"
    PLACES_LEFT = "places_left"
    NEXT_START = "next_start"
    ENDS_ON = "ends_on"
    AT_ONCE = "at_once"
    WAIT_DAYS = "wait_days"
    WAIT_WEEKS = "wait_weeks"
    WAIT_MONTHS = "wait_months"
    WEEKLY_HOURS = "weekly_hours"
    WEEKS = "weeks"
    LEVEL_NONE = "level_none"
    LEVEL_CERTIFICATE = "level_certificate"
    LEVEL_3 = "level_3"
    LEVEL_4 = "level_4"
    LEVEL_5 = "level_5"
    LEVEL_6 = "level_6"
    LEVEL_7 = "level_7"
    PREREQUISITES = "prerequisites"
    EVERY_AGE = "every_age"
    FROM_AGE = "from_age"
    UP_TO_AGE = "up_to_age"
    BETWEEN_AGES = "between_ages"
    ALL_DISTRICTS = "all_districts"
    DISTRICTS = "districts"
    ASK_YOURSELF = "ask_yourself"
    OR_AN_ADVISER = "or_an_adviser"
    THROUGH_AN_ADVISER = "through_an_adviser"
    AT_THE_PLACE = "at_the_place"
    AT_DISTANCE = "at_distance"
    COME_AND_ASK = "come_and_ask"
    TELEPHONE = "telephone"
    WRITE = "write"
    ASK_ONLINE = "ask_online"
    WELCOMED_BY = "welcomed_by"
    SPOKEN = "spoken"
    INTERPRETER = "interpreter"
    NO_INTERPRETER = "no_interpreter"
    WITHOUT_READING = "without_reading"
    READING = "reading"
    CHILDCARE = "childcare"
    NO_CHILDCARE = "no_childcare"
    WITHOUT_CAR = "without_car"
    CAR = "car"
    STEP_FREE = "step_free"
    STEPS = "steps"
    ALWAYS_OPEN = "always_open"
    EVENING = "evening"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    CHANGING_HOURS = "changing_hours"
    ASK_HOURS = "ask_hours"
    BRING_NOTHING = "bring_nothing"
    BRING_IDENTITY = "bring_identity"
    BRING_ADDRESS = "bring_address"
    BRING_CAF = "bring_caf"
    BRING_FRANCE_TRAVAIL = "bring_france_travail"
    BRING_SOCIAL_SECURITY = "bring_social_security"
    BRING_CV = "bring_cv"
    BRING_INCOME = "bring_income"
    BRING_LICENSE = "bring_license"
    BRING_CHILD_HEALTH = "bring_child_health"
    BRING_NOTEBOOK = "bring_notebook"
    ASK_WHAT_TO_BRING = "ask_what_to_bring"
    COMBINABLE = "combinable"
    ASK_WHETHER_COMBINABLE = "ask_whether_combinable"


@dataclass(frozen=True, slots=True)
class Saying:
    """How a fact is said, and drawn: a symbol of `static/directory/pictograms.svg`."""

    sentence: Any
    pictogram: str


SAYINGS: dict[Fact, Saying] = {
    Fact.FREE: Saying(_("C’est gratuit."), "free"),
    Fact.PAID: Saying(_("C’est payant. Demandez le prix avant de venir."), "price"),
    Fact.ASK_PRICE: Saying(_("Demandez si c’est gratuit."), "price"),
    Fact.NO_APPOINTMENT: Saying(_("Vous pouvez venir sans rendez-vous."), "door"),
    Fact.APPOINTMENT: Saying(_("Il faut prendre rendez-vous."), "calendar"),
    Fact.ASK_APPOINTMENT: Saying(_("Demandez s’il faut un rendez-vous."), "calendar"),
    Fact.FULL: Saying(_("Il n’y a plus de place pour le moment. Demandez la prochaine date."), "places"),
    Fact.PLACES_LEFT: Saying(
        ngettext_lazy("Il reste %(number)s place.", "Il reste %(number)s places.", "number"), "places"
    ),
    Fact.NEXT_START: Saying(_("Cela commence le %(day)s."), "start"),
    Fact.ENDS_ON: Saying(_("Cela finit le %(day)s."), "calendar"),
    Fact.AT_ONCE: Saying(_("Vous commencez tout de suite."), "start"),
    Fact.WAIT_DAYS: Saying(
        ngettext_lazy(
            "Il faut attendre environ %(number)s jour avant de commencer.",
            "Il faut attendre environ %(number)s jours avant de commencer.",
            "number",
        ),
        "wait",
    ),
    Fact.WAIT_WEEKS: Saying(
        ngettext_lazy(
            "Il faut attendre environ %(number)s semaine avant de commencer.",
            "Il faut attendre environ %(number)s semaines avant de commencer.",
            "number",
        ),
        "wait",
    ),
    Fact.WAIT_MONTHS: Saying(
        ngettext_lazy(
            "Il faut attendre environ %(number)s mois pour commencer.",
            "Il faut attendre environ %(number)s mois avant de pouvoir commencer.",
            "number",
        ),
        "wait",
    ),
    Fact.WEEKLY_HOURS: Saying(_("Heures par semaine : %(number)s."), "clock"),
    Fact.WEEKS: Saying(_("Nombre de semaines : %(number)s."), "calendar"),
    Fact.LEVEL_NONE: Saying(_("Il n’y a pas de diplôme à la fin."), "paper"),
    Fact.LEVEL_CERTIFICATE: Saying(_("À la fin, vous recevez une attestation ou un certificat."), "paper"),
    Fact.LEVEL_3: Saying(_("Vous préparez un diplôme du niveau du CAP."), "paper"),
    Fact.LEVEL_4: Saying(_("Vous préparez un diplôme du niveau du baccalauréat."), "paper"),
    Fact.LEVEL_5: Saying(_("Vous préparez un diplôme du niveau bac + 2."), "paper"),
    Fact.LEVEL_6: Saying(_("Vous préparez un diplôme du niveau de la licence (bac + 3)."), "paper"),
    Fact.LEVEL_7: Saying(_("Vous préparez un diplôme du niveau du master (bac + 5)."), "paper"),
    Fact.PREREQUISITES: Saying(_("Il faut déjà savoir certaines choses. Demandez lesquelles."), "reading"),
    Fact.EVERY_AGE: Saying(_("C’est pour tout le monde, à tout âge."), "everyone"),
    Fact.FROM_AGE: Saying(_("C’est à partir de %(age)s ans."), "everyone"),
    Fact.UP_TO_AGE: Saying(_("C’est jusqu’à %(age)s ans."), "everyone"),
    Fact.BETWEEN_AGES: Saying(_("C’est pour les personnes de %(youngest)s à %(oldest)s ans."), "everyone"),
    Fact.ALL_DISTRICTS: Saying(_("C’est pour les habitants de tous les quartiers prioritaires."), "district"),
    Fact.DISTRICTS: Saying(_("C’est pour les habitants de : %(districts)s."), "district"),
    Fact.ASK_YOURSELF: Saying(_("Vous pouvez demander vous-même."), "yourself"),
    Fact.OR_AN_ADVISER: Saying(_("Un conseiller peut aussi demander pour vous."), "adviser"),
    Fact.THROUGH_AN_ADVISER: Saying(
        _("Un conseiller doit demander pour vous. Parlez-en à la personne qui vous aide."), "adviser"
    ),
    Fact.AT_THE_PLACE: Saying(_("Cela se passe sur place."), "place"),
    Fact.AT_DISTANCE: Saying(_("Cela peut se faire à distance, sans vous déplacer."), "distance"),
    Fact.COME_AND_ASK: Saying(_("Pour demander, vous pouvez venir sur place."), "door"),
    Fact.TELEPHONE: Saying(_("Pour demander, vous pouvez téléphoner."), "telephone"),
    Fact.WRITE: Saying(_("Pour demander, vous pouvez écrire un courriel."), "write"),
    Fact.ASK_ONLINE: Saying(_("Pour demander, vous pouvez aller sur Internet."), "online"),
    Fact.WELCOMED_BY: Saying(_("La personne à demander : %(name)s."), "yourself"),
    Fact.SPOKEN: Saying(_("On y parle aussi : %(languages)s."), "speak"),
    Fact.INTERPRETER: Saying(_("Un interprète peut venir. Demandez-le avant."), "speak"),
    Fact.NO_INTERPRETER: Saying(
        _("Il n’y a pas d’interprète. Vous pouvez venir avec quelqu’un qui traduit."), "speak"
    ),
    Fact.WITHOUT_READING: Saying(_("Vous n’avez pas besoin de savoir lire ou écrire."), "no_reading"),
    Fact.READING: Saying(
        _("Il faut savoir un peu lire et écrire. Si c’est difficile, demandez de l’aide."), "reading"
    ),
    Fact.CHILDCARE: Saying(_("On peut garder vos enfants sur place."), "child"),
    Fact.NO_CHILDCARE: Saying(_("Il n’y a pas de garde d’enfants sur place."), "no_child"),
    Fact.WITHOUT_CAR: Saying(_("Vous pouvez y aller sans voiture : à pied, en bus ou en tram."), "tram"),
    Fact.CAR: Saying(_("C’est difficile d’y aller sans voiture. Demandez comment venir."), "car"),
    Fact.STEP_FREE: Saying(
        _("Il n’y a pas de marche : on entre en fauteuil roulant ou avec une poussette."), "wheelchair"
    ),
    Fact.STEPS: Saying(_("Il y a des marches. Si c’est difficile pour vous, téléphonez avant."), "steps"),
    Fact.ALWAYS_OPEN: Saying(_("C’est ouvert tous les jours, jour et nuit."), "clock"),
    Fact.EVENING: Saying(_("C’est ouvert certains soirs, après 18 heures."), "evening"),
    Fact.SATURDAY: Saying(_("C’est ouvert le samedi."), "calendar"),
    Fact.SUNDAY: Saying(_("C’est ouvert le dimanche."), "calendar"),
    Fact.CHANGING_HOURS: Saying(
        _("Les horaires changent d’une semaine à l’autre. Téléphonez avant de venir."), "clock"
    ),
    Fact.ASK_HOURS: Saying(_("Demandez les jours et les heures."), "clock"),
    Fact.BRING_NOTHING: Saying(_("Vous n’avez rien à apporter."), "no_bag"),
    Fact.BRING_IDENTITY: Saying(
        _("Apportez votre pièce d’identité, votre titre de séjour ou votre récépissé."), "identity"
    ),
    Fact.BRING_ADDRESS: Saying(
        _("Apportez un papier qui montre votre adresse : une facture, une quittance de loyer."), "home"
    ),
    Fact.BRING_CAF: Saying(
        _("Apportez votre numéro de la CAF (la caisse d’allocations familiales)."), "paper"
    ),
    Fact.BRING_FRANCE_TRAVAIL: Saying(_("Apportez votre numéro de France Travail."), "paper"),
    Fact.BRING_SOCIAL_SECURITY: Saying(_("Apportez votre carte Vitale."), "card"),
    Fact.BRING_CV: Saying(_("Apportez votre CV, si vous en avez un."), "cv"),
    Fact.BRING_INCOME: Saying(
        _("Apportez votre avis d’impôt, ou un papier qui montre ce que vous gagnez."), "paper"
    ),
    Fact.BRING_LICENSE: Saying(_("Apportez votre permis de conduire, ou le résultat du code."), "card"),
    Fact.BRING_CHILD_HEALTH: Saying(_("Apportez le carnet de santé de votre enfant."), "health"),
    Fact.BRING_NOTEBOOK: Saying(_("Apportez un cahier et un stylo."), "write"),
    Fact.ASK_WHAT_TO_BRING: Saying(_("Demandez ce qu’il faut apporter."), "bag"),
    Fact.COMBINABLE: Saying(_("Vous pouvez garder vos autres aides."), "combine"),
    Fact.ASK_WHETHER_COMBINABLE: Saying(_("Demandez si vous pouvez garder vos autres aides."), "combine"),
}

BRINGING: dict[str, Fact] = {
    ToBring.IDENTITY: Fact.BRING_IDENTITY,
    ToBring.ADDRESS: Fact.BRING_ADDRESS,
    ToBring.CAF: Fact.BRING_CAF,
    ToBring.FRANCE_TRAVAIL: Fact.BRING_FRANCE_TRAVAIL,
    ToBring.SOCIAL_SECURITY: Fact.BRING_SOCIAL_SECURITY,
    ToBring.CV: Fact.BRING_CV,
    ToBring.INCOME: Fact.BRING_INCOME,
    ToBring.LICENSE: Fact.BRING_LICENSE,
    ToBring.CHILD_HEALTH: Fact.BRING_CHILD_HEALTH,
    ToBring.NOTEBOOK: Fact.BRING_NOTEBOOK,
}

LEADING_TO: dict[str, Fact] = {
    Level.NONE: Fact.LEVEL_NONE,
    Level.CERTIFICATE: Fact.LEVEL_CERTIFICATE,
    Level.LEVEL_3: Fact.LEVEL_3,
    Level.LEVEL_4: Fact.LEVEL_4,
    Level.LEVEL_5: Fact.LEVEL_5,
    Level.LEVEL_6: Fact.LEVEL_6,
    Level.LEVEL_7: Fact.LEVEL_7,
}
"""What a training course leads to."""


class Clock(StrEnum):
    """How days and hours are put together."""

    DAYS = "days"
    HOURS = "hours"
    CLOSED = "closed"
    ALL_DAY = "all_day"
    OPEN = "open"
    OPEN_UNTIL = "open_until"
    SHUT = "shut"
    SHUT_UNTIL = "shut_until"


CLOCK: dict[Clock, Any] = {
    Clock.DAYS: _("du %(first)s au %(last)s"),
    Clock.HOURS: _("de %(start)s à %(end)s"),
    Clock.CLOSED: _("fermé"),
    Clock.ALL_DAY: _("toute la journée"),
    Clock.OPEN: _("Ouvert maintenant."),
    Clock.OPEN_UNTIL: _("Ouvert maintenant, jusqu’à %(time)s."),
    Clock.SHUT: _("Fermé maintenant."),
    Clock.SHUT_UNTIL: _("Fermé maintenant. Prochaine ouverture : %(day)s, %(time)s."),
}
