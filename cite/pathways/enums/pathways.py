"""The vocabulary of pathways: where somebody comes from, who follows her, how it ends (domain: §6.1, §8.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """How somebody came."""

    RELAY = "relay", _("Un relais l’a signalée")
    CALLBACK = "callback", _("Elle a demandé à être rappelée")
    PROFESSIONAL = "professional", _("Un professionnel l’a orientée")
    OUTREACH = "outreach", _("Rencontrée dans le quartier")
    HERSELF = "herself", _("Elle est venue d’elle-même")
    ACTION = "action", _("Rencontrée pendant une action")
    RETURN = "return", _("Elle revient après un premier parcours")
    IMPORT = "import", _("Reprise d’une liste")


class PathwayState(models.TextChoices):
    """What a pathway is today: computed from what happened, never typed (`rules/status.py`)."""

    WITHOUT_REFERENT = "without_referent", _("Sans référent")
    STARTING = "starting", _("Premier échange à venir")
    DIAGNOSIS = "diagnosis", _("Freins à regarder ensemble")
    IN_PROGRESS = "in_progress", _("En cours")
    IN_ACTION = "in_action", _("Dans une action")
    PAUSED = "paused", _("En pause")
    CLOSED = "closed", _("Terminé")


class ReferentState(models.TextChoices):
    """Where the appointment of a referent stands."""

    PROPOSED = "proposed", _("Proposé, à accepter")
    ACTIVE = "active", _("Référent")
    DECLINED = "declined", _("N’a pas accepté")
    ENDED = "ended", _("A passé le relais")


class PauseReason(models.TextChoices):
    """Why a pathway is paused: never health in detail (domain: §6.3)."""

    UNAVAILABLE = "unavailable", _("Indisponible pour un temps")
    JOB = "job", _("A trouvé un emploi, à confirmer")
    TRAVEL = "travel", _("En voyage")
    MOVING = "moving", _("Déménage")
    FAMILY = "family", _("Raison familiale")


class Channel(models.TextChoices):
    """How people exchanged."""

    VISIT = "visit", _("Venue sans rendez-vous")
    MEETING = "meeting", _("Rendez-vous")
    PHONE = "phone", _("Téléphone")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("Courriel")
    LETTER = "letter", _("Courrier")
    VIDEO = "video", _("Visioconférence")
    HOME = "home", _("À domicile")
    OUTSIDE = "outside", _("Dans le quartier")
    THIRD_PARTY = "third_party", _("Par quelqu’un")


BY_APPOINTMENT = (Channel.MEETING, Channel.PHONE, Channel.VIDEO, Channel.HOME, Channel.OUTSIDE)
"""How an appointment is held: nobody is met by letter, nor « without an appointment »."""


class Direction(models.TextChoices):
    """Who a contact comes from: only the last two say something of the person."""

    OUTGOING = "outgoing", _("Nous l’avons contactée, sans réponse")
    INCOMING = "incoming", _("Elle nous a contactés")
    BOTH = "both", _("Nous nous sommes parlé")


class Lane(models.TextChoices):
    """The lines of the picture of a pathway."""

    EXCHANGES = "exchanges", _("Échanges")
    APPOINTMENTS = "appointments", _("Rendez-vous")
    STEPS = "steps", _("Freins et étapes")
    REFERRALS = "referrals", _("Orientations")


class Presence(models.TextChoices):
    """What came of an appointment. Not filled in is not an absence."""

    UNKNOWN = "unknown", _("Non renseigné")
    PRESENT = "present", _("Présente")
    EXCUSED = "excused", _("Excusée")
    ABSENT = "absent", _("Absente, sans prévenir")
    CANCELED_BY_SERVICE = "canceled_by_service", _("Annulé par le service")


class Circle(models.TextChoices):
    """Who reads a note."""

    MINE = "mine", _("Moi seule")
    STRUCTURE = "structure", _("Ma structure")
    GROUP = "group", _("Le groupe qui l’accompagne")


class ExitReason(models.TextChoices):
    """Why a pathway ends; each reason has its class (`rules/exits.py`)."""

    PERMANENT_CONTRACT = "permanent_contract", _("CDI")
    LONG_CONTRACT = "long_contract", _("CDD ou intérim de 6 mois ou plus")
    PUBLIC_SERVICE = "public_service", _("Fonction publique : stage ou titularisation")
    BUSINESS = "business", _("Création d’entreprise")
    SHORT_CONTRACT = "short_contract", _("CDD ou intérim de moins de 6 mois")
    AIDED_CONTRACT = "aided_contract", _("Contrat aidé")
    APPRENTICESHIP = "apprenticeship", _("Alternance")
    QUALIFYING_TRAINING = "qualifying_training", _("Formation qualifiante")
    PREPARATORY_TRAINING = "preparatory_training", _("Formation préparatoire")
    INSERTION_STRUCTURE = "insertion_structure", _("Embauche en structure d’insertion")
    CIVIC_SERVICE = "civic_service", _("Service civique")
    COMMON_LAW = "common_law", _("Accompagnée par un service de droit commun")
    OTHER_SUPPORT = "other_support", _("Suivie ailleurs")
    HER_CHOICE = "her_choice", _("À sa demande")
    OUT_OF_WORK = "out_of_work", _("Sans emploi, fin de l’accompagnement")
    RETIREMENT = "retirement", _("Retraite")
    MOVED_AWAY = "moved_away", _("Déménagement")
    LONG_LEAVE = "long_leave", _("Longue indisponibilité")
    DEATH = "death", _("Décès")
    TOO_SOON = "too_soon", _("Partie trop tôt pour compter")
    LOST = "lost", _("Perdue de vue")


class ExitClass(models.TextChoices):
    """How the State and the métropole count an exit (IAE vocabulary, and the two classes of the Cité)."""

    LASTING_JOB = "lasting_job", _("Emploi durable")
    TRANSITION_JOB = "transition_job", _("Emploi de transition")
    POSITIVE = "positive", _("Sortie positive")
    COMMON_LAW = "common_law", _("Raccrochage au droit commun")
    OTHER = "other", _("Autre sortie")
    LOST = "lost", _("Perdue de vue")
    NOT_COUNTED = "not_counted", _("Retirée du calcul")


class FollowUpAnswer(models.TextChoices):
    """What somebody became 3 or 6 months after. Not reached is not « without a job »."""

    UNKNOWN = "unknown", _("Pas jointe")
    SAME_JOB = "same_job", _("Dans le même emploi")
    ANOTHER_JOB = "another_job", _("Dans un autre emploi")
    IN_TRAINING = "in_training", _("En formation")
    SEEKING = "seeking", _("En recherche")
    OTHER = "other", _("Autre situation")
