"""What a free text about a person may not hold, and what deserves a second look."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FREE_TEXT_HINT = _("Des faits utiles, pas de jugement, pas de santé : la personne peut lire ce texte.")
"""Shown under every free text about a person."""


class FreeTextObjection(models.TextChoices):
    """What a free text never holds; each sentence says what to do. None repeats what was typed."""

    SOCIAL_SECURITY_NUMBER = (
        "social_security_number",
        _(
            "Ce texte contient un numéro de sécurité sociale. Effacez-le : ce site n’a pas le droit de le garder."
        ),
    )
    AGENCY_NUMBER = (
        "agency_number",
        _(
            "Ce texte contient un numéro d’allocataire ou d’identifiant (France Travail, CAF, titre de séjour…). "
            "Effacez-le : il ne sert pas ici."
        ),
    )
    BANK_NUMBER = (
        "bank_number",
        _("Ce texte contient un numéro de compte ou de carte bancaire. Effacez-le : il ne sert pas ici."),
    )


class FreeTextWarning(models.TextChoices):
    """What may be misplaced in a free text: said, never refused."""

    HEALTH = (
        "health",
        _(
            "Ce texte parle peut-être de santé. N’écrivez ni maladie ni traitement : dites seulement ce qui aide, "
            "par exemple « rendez-vous le matin de préférence »."
        ),
    )
    CONTACT = (
        "contact",
        _(
            "Ce texte contient peut-être un téléphone ou une adresse électronique. Leur place est dans la partie "
            "« Comment la joindre »."
        ),
    )
