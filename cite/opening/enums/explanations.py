"""Each thing the law asks, explained: why, where the rule comes from, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.opening.enums.service import ComplianceKind as K


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a piece is asked, its source, who signs it."""

    why: Any
    source: Any
    who: Any


_BOTH = _("L’État et la métropole, ensemble")

EXPLANATIONS = {
    K.IMPACT_ASSESSMENT: Explanation(
        _(
            "Le suivi de personnes fragiles par plusieurs structures fait courir un risque : on l’évalue avant."
        ),
        _("RGPD, article 35"),
        _("L’État et la métropole, après l’avis du délégué à la protection des données"),
    ),
    K.JOINT_CONTROLLERS: Explanation(
        _("Deux institutions décident ensemble : un accord dit qui répond de quoi, et aux personnes."),
        _("RGPD, article 26 ; ses grandes lignes sont rendues publiques"),
        _BOTH,
    ),
    K.PROCESSING_REGISTER: Explanation(
        _("Chaque responsable inscrit ce traitement à son registre : buts, données, durées, destinataires."),
        _("RGPD, article 30"),
        _("Chaque institution, pour son registre"),
    ),
    K.DATA_PROTECTION_OFFICER: Explanation(
        _("Une personne conseille, contrôle, et répond aux habitants qui demandent leurs données."),
        _("RGPD, articles 37 à 39"),
        _("Chaque institution la désigne ; l’une des deux répond pour la Cité"),
    ),
    K.HOST_CONTRACT: Explanation(
        _("Qui héberge la plateforme est sous-traitant : un contrat fixe ce qu’il fait, et sa sécurité."),
        _("RGPD, article 28"),
        _("L’institution qui héberge ou fait héberger, et l’hébergeur"),
    ),
    K.SECURITY_APPROVAL: Explanation(
        _("Une autorité atteste que les risques sont connus et que la protection suffit."),
        _("Référentiel général de sécurité, décret 2010-112, article 5"),
        _("L’autorité d’homologation désignée par les deux institutions"),
    ),
    K.INFORMATION_NOTICE: Explanation(
        _("Chaque personne sait, avant d’être inscrite, qui garde quoi, pourquoi, et comment s’y opposer."),
        _("RGPD, articles 12 à 14"),
        _BOTH,
    ),
    K.ACCESSIBILITY_STATEMENT: Explanation(
        _("Le site dit honnêtement ce que les personnes handicapées peuvent y faire, et à qui se plaindre."),
        _("Loi 2005-102, article 47 ; décret 2019-768"),
        _("L’éditeur du site"),
    ),
}
