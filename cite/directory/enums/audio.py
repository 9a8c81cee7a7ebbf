"""What is said of the recordings of a sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts
from cite.directory.enums.spoken import SPOKEN_LANGUAGES

_SIGNED = "fsl"
AUDIO_LANGUAGES = {code: label for code, label in SPOKEN_LANGUAGES.items() if code != _SIGNED}
"""Those that one can hear."""


@acts
class AudioAct(models.TextChoices):
    """What the journal keeps of recordings."""

    ADD = "directory.add_audio", _("a déposé un enregistrement sur une fiche de service")
    ACCEPT = "directory.accept_audio", _("a accepté l’enregistrement d’une fiche de service")
    REMOVE = "directory.remove_audio", _("a retiré l’enregistrement d’une fiche de service")
    RESTORE = "directory.restore_audio", _("a remis l’enregistrement d’une fiche de service")
    SET_ASIDE = "directory.set_aside_audio", _("a écarté l’enregistrement d’une fiche de service")
    FORGET = "directory.forget_audio", _("a effacé un enregistrement retiré depuis un mois")


class AudioObjection(models.TextChoices):
    """Why a recording is not kept, or not shown."""

    UNKNOWN_LANGUAGE = "unknown_language", _("Choisissez une langue dans la liste.")
    NO_TRANSCRIPT = (
        "no_transcript",
        _("Écrivez ce que dit l’enregistrement : les personnes sourdes le liront."),
    )
    TOO_MANY_TODAY = (
        "too_many_today",
        _("Vingt enregistrements par jour au plus sur une fiche. Revenez demain."),
    )
    NOT_EXAMINED = (
        "not_examined",
        _("L’antivirus n’a pas encore examiné cet enregistrement. Réessayez dans un moment."),
    )
    SET_ASIDE = (
        "set_aside",
        _("Un copilote l’a écarté. Lisez pourquoi, puis déposez un autre enregistrement."),
    )
    REMOVED = "removed", _("Cet enregistrement a été retiré. Rechargez la page.")
    ERASED = "erased", _("Cet enregistrement a été effacé depuis. Déposez-le à nouveau.")
    REPLACED = (
        "replaced",
        _("Un autre enregistrement a pris sa place dans cette langue. Retirez-le d’abord."),
    )
