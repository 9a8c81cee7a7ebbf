"""The attestation that the legal representative signs (Cerfa 12156*06, section 7; adapted for a local authority)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttestationPoint(models.TextChoices):
    """Its points, for an association. The braces are filled from the file."""

    OBLIGATIONS = (
        "obligations",
        _(
            "que l’association est à jour de ses obligations administratives, comptables, sociales et fiscales "
            "(déclarations et paiements)"
        ),
    )
    REPUBLICAN_COMMITMENT = (
        "republican_commitment",
        _(
            "que l’association souscrit au contrat d’engagement républicain annexé au décret pris pour "
            "l’application de l’article 10-1 de la loi n° 2000-321 du 12 avril 2000"
        ),
    )
    ACCURATE = (
        "accurate",
        _(
            "exactes et sincères les informations de la présente demande, notamment celles sur les demandes de "
            "subvention déposées auprès d’autres financeurs publics"
        ),
    )
    CHARTER = (
        "charter",
        _(
            "que l’association respecte les principes et valeurs de la Charte des engagements réciproques conclue "
            "le 14 février 2014 entre l’État, les associations d’élus et le Mouvement associatif"
        ),
    )
    PUBLIC_AID = (
        "public_aid",
        _(
            "que l’association a perçu un montant total et cumulé d’aides publiques sur les trois derniers "
            "exercices, dont l’exercice en cours : {aid}"
        ),
    )
    REQUEST = "request", _("demander une subvention de {amount} au titre de l’année {year}")
    ACCOUNT = (
        "account",
        _("que cette subvention, si elle est accordée, sera versée sur le compte de l’association"),
    )


class AuthorityPoint(models.TextChoices):
    """Its points, for a local authority: the republican commitment and the charter are those of associations."""

    DELIBERATION = (
        "deliberation",
        _(
            "que l’organe délibérant a approuvé l’action et son plan de financement, ou le fera avant la décision"
        ),
    )
    VALUES = (
        "values",
        _("que l’action respecte les valeurs de la République et la laïcité"),
    )
    ACCURATE = (
        "accurate",
        _(
            "exactes et sincères les informations de la présente demande, notamment celles sur les demandes de "
            "subvention déposées auprès d’autres financeurs publics"
        ),
    )
    REQUEST = "request", _("demander une subvention de {amount} au titre de l’année {year}")
    ACCOUNT = (
        "account",
        _("que cette subvention, si elle est accordée, sera versée au comptable de la collectivité"),
    )
