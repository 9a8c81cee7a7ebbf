"""The vocabulary of the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import AccountsAct
from cite.core.journal import acts


@acts
class AuditAct(models.TextChoices):
    """What the journal writes about itself and about those who knock."""

    FAIL_SIGN_IN = "audit.fail_sign_in", _("a tenté de se connecter sans y parvenir")
    REFUSE = "audit.refuse", _("s’est vu refuser un accès")
    READ_JOURNAL = "audit.read_journal", _("a consulté le journal")
    READ_ENTRY = "audit.read_entry", _("a lu une ligne du journal")
    EXPORT_JOURNAL = "audit.export_journal", _("a téléchargé le journal")
    ERASE = "audit.erase", _("a effacé le contenu d’anciennes lignes du journal")


class Category(models.TextChoices):
    """What an entry is about; how long its content is kept depends on it."""

    ACT = "act", _("Acte")
    READING = "reading", _("Lecture")
    SECURITY = "security", _("Sécurité")


SECURITY_ACTS = frozenset(
    str(act)
    for act in (
        AuditAct.FAIL_SIGN_IN,
        AuditAct.REFUSE,
        AccountsAct.SIGN_IN,
        AccountsAct.SIGN_OUT,
        AccountsAct.FAIL_FACTOR,
    )
)


class JournalObjection(models.TextChoices):
    """Why the journal does not open."""

    PROTECTION_ONLY = (
        "protection_only",
        _(
            "Le journal est réservé à la personne chargée de la protection des données. "
            "Pour vos propres données, ouvrez « Mes données »."
        ),
    )


class Break(models.TextChoices):
    """Why the chain of seals no longer holds; the braces say where."""

    SEAL_MISSING = "seal_missing", _("Le sceau n° {seal} a disparu.")
    SEAL_CHANGED = (
        "seal_changed",
        _("Le sceau n° {seal} ne correspond plus à ses lignes : le sceau ou une empreinte a été modifié."),
    )
    UNREADABLE = (
        "unreadable",
        _("Une ligne ou le sceau n° {seal} est illisible : une date ou un identifiant a été modifié."),
    )
    ENTRY_COUNT = (
        "entry_count",
        _("Le sceau n° {seal} couvre {expected} lignes, il y en a {found} : une ligne a été {verb}."),
    )
    ENTRY_CHANGED = "entry_changed", _("Le contenu de la ligne {entry} du {at} a été modifié {where}.")
    ERASED_OUTSIDE_RULE = (
        "erased_outside_rule",
        _("Le contenu de la ligne {entry} du {at} a été effacé hors de toute règle {where}."),
    )
    ERASED_IN_EXCESS = (
        "erased_in_excess",
        _("L’effacement noté à la ligne {entry} couvre {expected} lignes, {found} s’en réclament."),
    )
    EXPECTED_MISSING = (
        "expected_missing",
        _("Le sceau n° {seal}, noté ailleurs, n’existe plus : les derniers sceaux ont été retirés."),
    )
    EXPECTED_DIFFERS = (
        "expected_differs",
        _("Le sceau n° {seal} n’est plus celui qui avait été noté ailleurs : la chaîne a été refaite."),
    )
