"""Why the link that a structure received opens nothing any more."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkEnd(models.TextChoices):
    """What is said of a closed link, never about whom; each sentence says what to do. `{sender}`: who referred her."""

    GIVEN_BACK = (
        "given_back",
        _("Quelqu’un a dit que ce lien n’était pas pour lui. Si c’est une erreur, appelez : {sender}."),
    )
    REPLACED = (
        "replaced",
        _("Un lien plus récent l’a remplacé. Ouvrez le dernier message reçu pour cette demande."),
    )
    REFUSED = (
        "refused",
        _("Votre réponse est arrivée. Pour la changer, appelez qui a orienté la personne : {sender}."),
    )
    TAKEN_BACK = (
        "taken_back",
        _("La demande est annulée, ou la personne ne la souhaite plus. Ne l’appelez plus."),
    )
    UNANSWERED = (
        "unanswered",
        _(
            "La demande est close : elle est restée sans réponse. Pour accueillir la personne, appelez qui l’a "
            "orientée : {sender}."
        ),
    )
    LATE = (
        "late",
        _("Ce lien est trop ancien. Pour dire la suite, appelez qui a orienté la personne : {sender}."),
    )
