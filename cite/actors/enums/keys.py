"""The vocabulary of access keys: what lets a program act for a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class KeyScope(models.TextChoices):
    """What a key lets a program do."""

    READ = "read", _("Lecture seule")
    READ_WRITE = "read_write", _("Lecture et écriture")


@about_access("NOT_YOUR_MEMBERSHIP", "ROLE_NEEDS_NONE", "READ_ONLY")
class KeyObjection(models.TextChoices):
    """Why no key is created, or why a key opens nothing."""

    NOT_YOUR_MEMBERSHIP = (
        "not_your_membership",
        _("On crée une clé pour soi-même, dans une structure où l’on agit aujourd’hui."),
    )
    ROLE_NEEDS_NONE = (
        "role_needs_none",
        _(
            "Une clé sert à déposer des dossiers ou à écrire des fiches de services : votre rôle dans cette structure "
            "ne fait ni l’un ni l’autre."
        ),
    )
    TOO_MANY = "too_many", _("Vous avez déjà cinq clés en service. Retirez celles qui ne servent plus.")
    BAD_END = "bad_end", _("Une clé sert un an au plus. Choisissez un jour à venir, dans l’année.")
    READ_ONLY = (
        "read_only",
        _(
            "Cette clé est en lecture seule : elle ne change rien. Pour écrire, créez sur le site une clé « lecture et "
            "écriture »."
        ),
    )
    REVOKED = "revoked", _("Cette clé a été retirée. Créez-en une autre sur le site.")
    EXPIRED = "expired", _("Cette clé a expiré. Créez-en une autre sur le site.")


@acts
class KeyAct(models.TextChoices):
    """What the journal keeps of access keys."""

    CREATE = "actors.create_key", _("a créé une clé pour un logiciel")
    REVOKE = "actors.revoke_key", _("a retiré une clé de logiciel")
    READ = "actors.read_keys", _("a consulté ses clés de logiciel")
