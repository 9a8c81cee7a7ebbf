"""What is said of the sites that show the search of services in their own pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@acts
class EmbeddingAct(models.TextChoices):
    """What the journal keeps of the sites that show the search."""

    ADD_SITE = "directory.add_partner_site", _("a permis à un site de montrer la recherche de services")
    REMOVE_SITE = "directory.remove_partner_site", _("a retiré un site qui montrait la recherche de services")
    RESTORE_SITE = (
        "directory.restore_partner_site",
        _("a remis un site qui montrait la recherche de services"),
    )
    FORGET_SITE = "directory.forget_partner_site", _("a effacé un site retiré depuis un mois")


@about_access("NOT_YOURS")
class EmbeddingObjection(models.TextChoices):
    """Why a site may not show the search."""

    NOT_YOURS = (
        "not_yours",
        _(
            "Seuls les copilotes, la coordination et l’administrateur d’une structure "
            "choisissent les sites qui montrent la recherche. Demandez-leur."
        ),
    )
    NOT_A_HOST = (
        "not_a_host",
        _("Écrivez seulement le nom du site, par exemple « www.mairie-exemple.fr »."),
    )
    NAMED_BY_OTHERS = (
        "named_by_others",
        _(
            "Ce site montre déjà la recherche, au nom d’une autre structure. "
            "Vous n’avez rien à ajouter : copiez le code."
        ),
    )
    TOO_MANY_SITES = "too_many_sites", _("Cinquante sites au plus. Retirez-en un d’abord.")
    TOO_MANY_OF_YOURS = "too_many_of_yours", _("Cinq sites au plus par structure. Retirez-en un d’abord.")
