"""The vocabulary of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


class Role(models.TextChoices):
    """What a person does in a Cité. The two co-pilots, State and métropole, have equal rights."""

    CO_PILOT_STATE = "co_pilot_state", _("Copilote État")
    CO_PILOT_METROPOLE = "co_pilot_metropole", _("Copilote métropole")
    COORDINATOR = "coordinator", _("Coordination")
    PRESCRIBER = "prescriber", _("Prescription")
    CARRIER = "carrier", _("Porteur de projet")
    DISTRICT_OFFICER = "district_officer", _("Chargé de quartier, délégué du préfet")
    RELAY = "relay", _("Relais de quartier")
    EMPLOYER = "employer", _("Entreprise")
    READER = "reader", _("Lecture seule")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Protection des données")


CO_PILOTS = frozenset({Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE})
SECOND_FACTOR_ROLES = frozenset({Role.PRESCRIBER, Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER})
"""Roles that see residents, or who read them: a second factor is required."""


class AccessObjection(models.TextChoices):
    """Why a person may not enter."""

    NO_TERRITORY = (
        "no_territory",
        _("Aucune Cité de l’emploi n’est ouverte à cette adresse. Vérifiez l’adresse du site."),
    )
    NOT_SIGNED_IN = "not_signed_in", _("Connectez-vous pour continuer.")
    NO_ROLE_HERE = (
        "no_role_here",
        _(
            "Votre compte n’a pas encore de rôle dans cette Cité. Demandez-en un à la personne qui la coordonne."
        ),
    )
    CO_PILOTS_ONLY = "co_pilots_only", _("Seuls les copilotes, État ou métropole, peuvent le faire.")
    ADMINISTRATORS_ONLY = (
        "administrators_only",
        _(
            "Cette page est réservée aux administrateurs de la plateforme. Écrivez-leur si vous en avez besoin."
        ),
    )


class LinkObjection(models.TextChoices):
    """Why a link opens nothing."""

    UNKNOWN = (
        "unknown",
        _(
            "Ce lien n’ouvre rien : il est incomplet ou n’a jamais existé. Recopiez-le en entier, ou redemandez-en un."
        ),
    )
    EXPIRED = "expired", _("Ce lien a expiré. Demandez-en un autre à la personne qui vous l’a envoyé.")
    USED = "used", _("Ce lien a déjà servi. Si ce n’était pas vous, dites-le à la coordination de la Cité.")
    REVOKED = "revoked", _("Ce lien a été annulé. Demandez-en un autre à la personne qui vous l’a envoyé.")
    BAD_EXPIRY = "bad_expiry", _("Un lien expire dans l’avenir, et avant un an. Choisissez une autre date.")


@acts
class AccountsAct(models.TextChoices):
    """What accounts write in the journal."""

    CREATE_LINK = "accounts.create_link", _("a créé un lien personnel")
    USE_LINK = "accounts.use_link", _("s’est servi d’un lien personnel")
    REVOKE_LINKS = "accounts.revoke_links", _("a annulé des liens personnels")
