"""How two services may overlap, what people say of it, and what stands against saying it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class Dimension(models.TextChoices):
    """In what two services are compared, in the order in which it is told."""

    DISTRICT = "district", _("Quartiers")
    THEME = "theme", _("Besoins")
    AUDIENCE = "audience", _("Publics")
    PERIOD = "period", _("Dates")
    PLACE = "place", _("Lieu")


class Closeness(models.TextChoices):
    """How far two services coincide in one dimension; what is not known is not apart."""

    SAME = "same", _("Identique")
    PARTLY = "partly", _("En partie")
    APART = "apart", _("Différent")
    UNKNOWN = "unknown", _("Pas connu")


class Side(models.TextChoices):
    """For whom somebody speaks of a pair."""

    PILOTS = "pilots", _("Les copilotes et la coordination")
    FIRST = "first", _("La structure de la première")
    SECOND = "second", _("La structure de la seconde")


class Verdict(models.TextChoices):
    """What a side says of a pair."""

    COMPLEMENTARY = "complementary", _("Complémentaires")
    TO_COORDINATE = "to_coordinate", _("À coordonner")
    DUPLICATE = "duplicate", _("Doublon")


class Who(models.TextChoices):
    """Who does what follows."""

    FIRST = "first", _("La structure de la première")
    SECOND = "second", _("La structure de la seconde")
    BOTH = "both", _("Les deux structures ensemble")
    PILOTS = "pilots", _("Les copilotes et la coordination")


class Standing(models.TextChoices):
    """Where a pair stands, once what each side says is put together."""

    OPEN = "open", _("Sans avis")
    WAITING = "waiting", _("Avis attendus")
    AGREED = "agreed", _("Même avis de tous")
    DISAGREED = "disagreed", _("Avis différents")
    TO_REVIEW = "to_review", _("À revoir")


@acts
class OverlapAct(models.TextChoices):
    """What the journal keeps of overlaps."""

    JUDGE = "directory.judge_overlap", _("a donné un avis sur un recoupement")
    REMIND = "directory.remind_of_overlap", _("a rappelé la suite à donner à un recoupement")


@about_access("NOT_CONCERNED")
class OverlapObjection(models.TextChoices):
    """Why an opinion on a pair is not kept."""

    NOT_CONCERNED = (
        "not_concerned",
        _(
            "Seuls les copilotes, la coordination et les deux structures donnent leur avis. "
            "Écrivez à l’une d’elles si vous savez quelque chose."
        ),
    )
    NO_LONGER = (
        "no_longer",
        _(
            "Ces deux propositions ne se recoupent plus. Revenez à la liste pour voir celles qui se recoupent."
        ),
    )
    REASON_MISSING = (
        "reason_missing",
        _("Écrivez pourquoi, en une phrase : l’autre structure et les copilotes la liront."),
    )
    FOLLOW_UP_MISSING = (
        "follow_up_missing",
        _("Écrivez la suite à donner : sans elle, rien ne change."),
    )
    WHO_MISSING = "who_missing", _("Dites qui s’en charge.")
    UNTIL_MISSING = "until_missing", _("Dites pour quand.")
    UNTIL_PAST = "until_past", _("Cette date est passée. Choisissez-en une à venir.")
    SAID_MEANWHILE = (
        "said_meanwhile",
        _("Votre côté a donné un avis entre-temps. Rechargez la page pour le lire, puis donnez le vôtre."),
    )
    NOT_FOR_PILOTS_MEETING = (
        "not_for_pilots_meeting",
        _("Seul l’avis des copilotes s’inscrit parmi les décisions d’une réunion. Laissez la réunion vide."),
    )
