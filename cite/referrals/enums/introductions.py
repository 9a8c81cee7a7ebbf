"""The vocabulary of introductions: a relay says that somebody agrees to be called."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntroductionState(models.TextChoices):
    """Where an introduction stands."""

    WAITING = "waiting", _("À appeler")
    TAKEN = "taken", _("Quelqu’un s’en occupe")
    CALLED = "called", _("Appelée, pas encore jointe")
    REACHED = "reached", _("Jointe")
    MET = "met", _("A rencontré quelqu’un")
    UNREACHED = "unreached", _("Jamais jointe")
    NOT_WANTED = "not_wanted", _("Ne le souhaite plus")
    EXPIRED = "expired", _("Effacée après le délai")
