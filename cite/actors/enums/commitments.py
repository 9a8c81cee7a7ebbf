"""The vocabulary of commitments: what organizations sign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class CommitmentKind(models.TextChoices):
    """What a text commits to."""

    PARTNERSHIP_CHARTER = "partnership_charter", _("Charte de partenariat")
    REPUBLICAN_COMMITMENT = "republican_commitment", _("Contrat d’engagement républicain")
    REPUBLICAN_VALUES = (
        "republican_values",
        _("Engagement pour les valeurs de la République et la laïcité (collectivités)"),
    )
    CONFIDENTIALITY = "confidentiality", _("Engagement de confidentialité")
    ATTESTATION = "attestation", _("Attestation")


class TextState(models.TextChoices):
    """Where a version of a text stands."""

    DRAFT = "draft", _("En attente de l’accord des deux copilotes")
    PUBLISHED = "published", _("En vigueur")
    REPLACED = "replaced", _("Remplacée")
    ABANDONED = "abandoned", _("Abandonnée")


@about_access("NOT_YOURS_TO_WRITE", "CO_PILOTS_ONLY", "ADMINISTRATORS_SIGN")
class CommitmentObjection(models.TextChoices):
    """Why a text is not published, or not signed."""

    NOT_YOURS_TO_WRITE = (
        "not_yours_to_write",
        _("Seuls la coordination et les copilotes écrivent ce que les structures signent."),
    )
    CO_PILOTS_ONLY = "co_pilots_only", _("Seuls les deux copilotes publient un texte, ensemble.")
    ONE_PERSON_ONE_SIDE = (
        "one_person_one_side",
        _("Les deux accords viennent de deux personnes. L’autre copilote donne le sien."),
    )
    ALREADY_GIVEN = "already_given", _("Votre côté a déjà donné son accord.")
    NOT_A_DRAFT = "not_a_draft", _("Ce texte n’est plus à l’étude. Écrivez une nouvelle version.")
    DRAFT_EXISTS = (
        "draft_exists",
        _("Une nouvelle version attend déjà l’accord des copilotes. Modifiez-la, ou abandonnez-la."),
    )
    NOT_PUBLISHED = "not_published", _("Ce texte n’est pas en vigueur : il ne se signe pas.")
    TEXT_CHANGED = (
        "text_changed",
        _("Le texte a changé depuis que vous l’avez ouvert. Relisez-le avant de signer."),
    )
    ALREADY_SIGNED = "already_signed", _("Votre structure a déjà signé ce texte.")
    ADMINISTRATORS_SIGN = (
        "administrators_sign",
        _(
            "Seuls le représentant légal et les administrateurs d’une structure signent en son nom. "
            "Demandez-le à l’un d’eux."
        ),
    )
    EMPTY = "empty", _("Écrivez au moins un titre et un paragraphe.")


@acts
class CommitmentAct(models.TextChoices):
    """What is written in the journal about commitments."""

    WRITE_TEXT = "actors.write_text", _("a écrit un texte à signer")
    AGREE_TO_TEXT = "actors.agree_to_text", _("a donné son accord à un texte")
    PUBLISH_TEXT = "actors.publish_text", _("a publié un texte")
    ABANDON_TEXT = "actors.abandon_text", _("a abandonné un texte")
    SIGN = "actors.sign", _("a signé un engagement")
    READ_SIGNATURES = "actors.read_signatures", _("a consulté les signatures")
