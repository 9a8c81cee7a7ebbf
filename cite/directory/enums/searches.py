"""How often a kept search tells what is new, what is done to it, and why it is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class AlertFrequency(models.TextChoices):
    """How often somebody is told of new services."""

    NEVER = "never", _("Non, je regarderai moi-même")
    DAILY = "daily", _("Au plus une fois par jour")
    WEEKLY = "weekly", _("Au plus une fois par semaine")


@acts
class SearchAct(models.TextChoices):
    """What the journal keeps of kept searches."""

    KEEP = "directory.keep_search", _("a gardé une recherche de services")
    WRITE = "directory.write_search", _("a modifié une recherche gardée")
    FORGET = "directory.forget_search", _("a supprimé une recherche gardée")
    ALERT = "directory.alert_of_news", _("a été prévenu de nouveaux services")
    STOP = "directory.stop_alerts", _("a arrêté ses alertes de nouveaux services")


@about_access("NOT_YOURS")
class SearchObjection(models.TextChoices):
    """Why a search is not kept."""

    NOT_YOURS = "not_yours", _("Cette recherche est celle d’une autre personne. Refaites-la pour vous.")
    NO_NAME = "no_name", _("Donnez un nom à la recherche, pour la retrouver.")
    TOO_LONG = "too_long", _("Ce nom est trop long. Gardez l’essentiel, en 80 signes.")
    NOTHING_ASKED = (
        "nothing_asked",
        _("Cette recherche ne précise rien. Choisissez un besoin, un quartier, ou écrivez quelques mots."),
    )
    TOO_WIDE = (
        "too_wide",
        _("Plus de 1 000 services répondent. Précisez la recherche : ce qui est nouveau s’y verra mieux."),
    )
    TOO_MANY_SEARCHES = (
        "too_many_searches",
        _("Vous gardez déjà 30 recherches. Supprimez celles qui ne servent plus."),
    )
