"""Being called back: what residents choose and are told, what comes of it, what the journal keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class CallTime(models.TextChoices):
    """When somebody would rather be called."""

    ANY = "any", _("À tout moment")
    MORNING = "morning", _("Le matin")
    AFTERNOON = "afternoon", _("L’après-midi")
    EVENING = "evening", _("Le soir, après 17 h")


class CallNeed(models.TextChoices):
    """What somebody wants to talk about. Health is not among them: nobody writes it down beside a number."""

    WORK = "work", _("Trouver un travail")
    TRAINING = "training", _("Apprendre un métier")
    CHILDCARE = "childcare", _("Faire garder mes enfants")
    MOBILITY = "mobility", _("Me déplacer")
    LANGUAGE = "language", _("Apprendre le français")
    PAPERS = "papers", _("Mes papiers, internet")
    OTHER = "other", _("Autre chose")


class AskObjection(models.TextChoices):
    """Why a resident cannot be called back; each sentence says what to do."""

    NUMBER_UNREADABLE = (
        "number_unreadable",
        _("Nous ne pouvons pas appeler ce numéro. Écrivez-en un seul, avec tous ses chiffres."),
    )
    NOBODY = (
        "nobody",
        _("Personne ne peut appeler à ce moment-là. Choisissez un autre moment."),
    )
    TOO_MANY = (
        "too_many",
        _("Beaucoup de demandes arrivent en ce moment. Réessayez dans une heure."),
    )
    TOO_OFTEN = "too_often", _("Trop d’essais en peu de temps. Réessayez dans une minute.")
    TOO_FAST = "too_fast", _("Relisez votre numéro, puis envoyez de nouveau.")
    CODE_UNREADABLE = (
        "code_unreadable",
        _("Ce code n’a pas la bonne forme. Recopiez ses huit lettres et chiffres."),
    )


class CallbackState(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("À appeler")
    AGAIN = "again", _("À rappeler")
    CLOSED = "closed", _("Finie")


class Outcome(models.TextChoices):
    """What came of a call."""

    ANSWERED = "answered", _("Jointe : j’ai répondu")
    ORIENTED = "oriented", _("Jointe : je l’ai orientée vers un service")
    NO_ANSWER = "no_answer", _("Pas de réponse : à rappeler")
    WRONG_NUMBER = "wrong_number", _("Mauvais numéro")
    NOT_WANTED = "not_wanted", _("Ne souhaite plus être appelée")


class Ending(models.TextChoices):
    """How a request ended, as figures tell it."""

    ANSWERED = "answered", _("Jointe, réponse donnée")
    ORIENTED = "oriented", _("Jointe, orientée")
    UNREACHED = "unreached", _("Jamais jointe")
    WRONG_NUMBER = "wrong_number", _("Mauvais numéro")
    NOT_WANTED = "not_wanted", _("Ne souhaitait plus être appelée")
    CANCELED = "canceled", _("Annulée par la personne")
    EXPIRED = "expired", _("Effacée après 30 jours")


class Weekday(models.IntegerChoices):
    """The days of a roster."""

    MONDAY = 0, _("Lundi")
    TUESDAY = 1, _("Mardi")
    WEDNESDAY = 2, _("Mercredi")
    THURSDAY = 3, _("Jeudi")
    FRIDAY = 4, _("Vendredi")
    SATURDAY = 5, _("Samedi")


@about_access("NOT_YOUR_PEOPLE", "NOT_ON_DUTY", "ADMINISTRATORS_ONLY", "MANAGERS_ONLY")
class CallbackObjection(models.TextChoices):
    """Why the roster, or a request to be called, is left as it is."""

    NOT_YOUR_PEOPLE = (
        "not_your_people",
        _(
            "Les permanences d’une structure sont tenues par ses administrateurs, les copilotes et la "
            "coordination. Demandez-leur."
        ),
    )
    NOT_ON_DUTY = (
        "not_on_duty",
        _("Seules les personnes de permanence dans ce quartier appellent. Demandez à la coordination."),
    )
    ADMINISTRATORS_ONLY = (
        "administrators_only",
        _("Seuls les administrateurs d’une structure l’engagent à rappeler des habitants. Demandez-leur."),
    )
    MANAGERS_ONLY = (
        "managers_only",
        _("Cette page est celle des copilotes et de la coordination. Demandez-leur les chiffres."),
    )
    NOT_TAKING_PART = (
        "not_taking_part",
        _("Cette structure ne s’est pas engagée à rappeler. Son administrateur l’engage sur cette page."),
    )
    HOURS_REVERSED = (
        "hours_reversed",
        _("L’heure de fin vient avant l’heure de début. Inversez-les."),
    )
    DATES_REVERSED = (
        "dates_reversed",
        _("Le dernier jour vient avant le premier. Inversez-les."),
    )
    OVERLAPS = (
        "overlaps",
        _("Cette personne est déjà de permanence à ces heures. Retirez d’abord l’autre permanence."),
    )
    OWN_DEPUTY = "own_deputy", _("Une personne ne se remplace pas elle-même. Choisissez un autre relais.")
    NOT_IN_TEAM = (
        "not_in_team",
        _("Cette personne n’est pas de permanence dans ce quartier. Choisissez-en une dans la liste."),
    )
    CLOSED = (
        "closed",
        _("Cette demande est finie et son numéro est effacé. Revenez à la liste."),
    )


@acts
class CallbackAct(models.TextChoices):
    """What the journal keeps of rosters and calls."""

    JOIN = "directory.join_duty", _("a engagé sa structure à rappeler des habitants")
    LEAVE = "directory.leave_duty", _("a retiré sa structure des permanences")
    SAVE_SHIFT = "directory.save_shift", _("a ajouté une permanence téléphonique")
    REMOVE_SHIFT = "directory.remove_shift", _("a retiré une permanence téléphonique")
    SAVE_ABSENCE = "directory.save_absence", _("a noté une absence aux permanences")
    REMOVE_ABSENCE = "directory.remove_absence", _("a retiré une absence aux permanences")
    ASK = "directory.ask_callback", _("a demandé à être rappelé")
    CANCEL = "directory.cancel_callback", _("a annulé sa demande de rappel")
    READ = "directory.read_callback", _("a vu le numéro d’une personne à rappeler")
    LIST = "directory.list_callbacks", _("a vu la liste des personnes à rappeler")
    NOTE = "directory.note_call", _("a noté l’issue d’un appel")
    HAND_OVER = "directory.hand_over_callback", _("a passé une demande de rappel à un relais")
    REMIND = "directory.remind_callback", _("a rappelé qu’une promesse de rappel va finir")
    ERASE = "directory.erase_callback", _("a effacé le numéro d’une personne rappelée")
