"""Why something about a resident is refused, and what to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access


@about_access("NOBODY_TO_FOLLOW", "NOT_SHARED_TO_WRITE")
class ResidentObjection(models.TextChoices):
    """Why a file is not opened, or not changed."""

    NOBODY_TO_FOLLOW = (
        "nobody_to_follow",
        _("Vous n’accompagnez personne pour une structure de cette Cité. Demandez à en rejoindre une."),
    )
    NOT_SHARED_TO_WRITE = (
        "not_shared_to_write",
        _(
            "Cette personne ne partage pas son dossier avec votre structure pour être accompagnée. "
            "Demandez-lui son accord, puis notez-le."
        ),
    )
    NO_LONGER_OPEN = "no_longer_open", _("Ce dossier n’est plus ouvert : rien ne s’y écrit.")
