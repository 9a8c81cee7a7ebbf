"""The vocabulary of what the co-pilots rule about a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access("CO_PILOTS_RULE")
class RulingObjection(models.TextChoices):
    """Why a ruling is not taken."""

    CO_PILOTS_RULE = (
        "co_pilots_rule",
        _("Seuls les copilotes décident ces points. Demandez-leur de le faire."),
    )
    NO_REASON = "no_reason", _("Écrivez le motif : le porteur et l’autre copilote le liront.")
    ALREADY_GIVEN = "already_given", _("Votre côté a déjà décidé. Retirez votre accord pour en changer.")
    ONE_PERSON_ONE_SIDE = (
        "one_person_one_side",
        _("Les deux accords viennent de deux personnes. L’autre copilote donne le sien."),
    )
    NOT_GIVEN = "not_given", _("Votre côté n’a pas donné d’accord : il n’y a rien à retirer.")
    NOTHING_TO_RULE = (
        "nothing_to_rule",
        _("Le dossier ne demande pas cette décision. Rouvrez la page pour voir ce qui est attendu."),
    )
    ALREADY_RULED = (
        "already_ruled",
        _("Cette décision est déjà prise. Retirez un accord avant de décider autrement."),
    )
    OTHER_OUTCOME = (
        "other_outcome",
        _(
            "L’autre copilote propose le contraire. "
            "Parlez-vous : l’un des deux retire son accord, puis vous décidez ensemble."
        ),
    )


@acts
class RulingAct(models.TextChoices):
    """What the journal keeps of rulings."""

    RULE = "grants.rule", _("a décidé d’un point d’un dossier")
    AGREE = "grants.agree_to_ruling", _("a donné son accord sur un point d’un dossier")
    WITHDRAW = "grants.withdraw_ruling", _("a retiré son accord sur un point d’un dossier")
