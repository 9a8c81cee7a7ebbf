"""The vocabulary of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class Role(models.TextChoices):
    """What a person does in a Cité. The two co-pilots, State and métropole, have equal rights."""

    CO_PILOT_STATE = "co_pilot_state", _("Copilote État")
    CO_PILOT_METROPOLE = "co_pilot_metropole", _("Copilote métropole")
    COORDINATOR = "coordinator", _("Coordination")
    PRESCRIBER = "prescriber", _("Prescription")
    CARRIER = "carrier", _("Porteur de projet")
    LEGAL_REPRESENTATIVE = "legal_representative", _("Représentant légal d’un porteur")
    INSTRUCTOR = "instructor", _("Instruction des demandes")
    FUNDER = "funder", _("Financeur")
    DISTRICT_OFFICER = "district_officer", _("Chargé de quartier, délégué du préfet")
    RELAY = "relay", _("Relais de quartier")
    EMPLOYER = "employer", _("Entreprise")
    READER = "reader", _("Lecture seule")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Protection des données")


CO_PILOTS = frozenset({Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE})
ROLE_SUMMARIES = {
    Role.CO_PILOT_STATE: _(
        "Décide avec la métropole, à droits égaux. Voit des chiffres, jamais qui est suivi."
    ),
    Role.CO_PILOT_METROPOLE: _(
        "Décide avec l’État, à droits égaux. Voit des chiffres, jamais qui est suivi."
    ),
    Role.COORDINATOR: _("Fait vivre la Cité au quotidien : acteurs, réunions, suites à donner."),
    Role.PRESCRIBER: _("Accompagne des habitants et les oriente vers une action."),
    Role.CARRIER: _("Mène des actions dans les quartiers. Ne cherche pas d’habitants."),
    Role.LEGAL_REPRESENTATIVE: _("Signe les demandes et les bilans de sa structure, et peut les écrire."),
    Role.INSTRUCTOR: _("Examine les demandes de subvention. Voit des chiffres, jamais qui est suivi."),
    Role.FUNDER: _("Décide pour son financeur. Voit des chiffres, jamais qui est suivi."),
    Role.DISTRICT_OFFICER: _("Suit un ou plusieurs quartiers et leurs acteurs."),
    Role.RELAY: _("Rencontre des habitants et les signale par un formulaire court."),
    Role.EMPLOYER: _("Propose des métiers, des visites, des stages. Ne cherche pas d’habitants."),
    Role.READER: _("Consulte, sans rien changer."),
    Role.DATA_PROTECTION_OFFICER: _("Lit le journal et veille aux droits des personnes."),
}
"""What each role does and sees, in one line."""

SECOND_FACTOR_ROLES = frozenset({Role.PRESCRIBER, Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER})
"""Roles that see residents, or who read them: a second factor is required."""


@about_access("NO_ROLE_HERE", "CO_PILOTS_ONLY", "ADMINISTRATORS_ONLY")
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


@about_access("NOT_TO_YOURSELF", "NOT_YOURS_TO_GRANT")
class GrantObjection(models.TextChoices):
    """Why a role is neither given nor taken back."""

    NOT_TO_YOURSELF = (
        "not_to_yourself",
        _("Personne ne se donne un rôle. Demandez-le à une autre personne qui peut le donner."),
    )
    NOT_YOURS_TO_GRANT = (
        "not_yours_to_grant",
        _("Votre rôle ne permet pas de donner ou de retirer celui-ci. Demandez-le aux copilotes."),
    )
    ACCOUNT_CLOSED = "account_closed", _("Ce compte est suspendu : rouvrez-le avant de lui donner un rôle.")


class FactorObjection(models.TextChoices):
    """Why a second factor stays."""

    LAST_REQUIRED = (
        "last_required",
        _("Votre rôle demande une deuxième étape : ajoutez-en une autre avant de retirer celle-ci."),
    )


class LinkObjection(models.TextChoices):
    """Why a link opens nothing."""

    EXPIRED = "expired", _("Ce lien a expiré. Demandez-en un autre à la personne qui vous l’a envoyé.")
    USED = "used", _("Ce lien a déjà servi. Si ce n’était pas vous, dites-le à la coordination de la Cité.")
    REVOKED = "revoked", _("Ce lien a été annulé. Demandez-en un autre à la personne qui vous l’a envoyé.")
    BAD_EXPIRY = "bad_expiry", _("Un lien expire dans l’avenir, et avant un an. Choisissez une autre date.")


@acts
class AccountsAct(models.TextChoices):
    """What accounts write in the journal."""

    OPEN_ACCOUNT = "accounts.open_account", _("a ouvert un compte")
    RENAME_ACCOUNT = "accounts.rename_account", _("a changé son nom")
    GRANT_ROLE = "accounts.grant_role", _("a donné un rôle")
    REVOKE_ROLE = "accounts.revoke_role", _("a retiré un rôle")
    SIGN_IN = "accounts.sign_in", _("a ouvert une session")
    SIGN_OUT = "accounts.sign_out", _("a fermé sa session")
    FAIL_FACTOR = "accounts.fail_factor", _("a donné un mauvais code à la deuxième étape")
    ADD_FACTOR = "accounts.add_factor", _("a ajouté une deuxième étape de connexion")
    REMOVE_FACTOR = "accounts.remove_factor", _("a retiré une deuxième étape de connexion")
    RENEW_CODES = "accounts.renew_codes", _("a renouvelé ses codes de secours")
    CHANGE_PASSWORD = "accounts.change_password", _("a changé son mot de passe")  # noqa: S105 - not a secret
    CHANGE_EMAIL = "accounts.change_email", _("a changé l’adresse d’un compte")
    END_SESSIONS = "accounts.end_sessions", _("a fermé des sessions")
    LINK_IDENTITY = "accounts.link_identity", _("a lié son compte à ProConnect")
    CREATE_LINK = "accounts.create_link", _("a créé un lien personnel")
    USE_LINK = "accounts.use_link", _("s’est servi d’un lien personnel")
    REVOKE_LINKS = "accounts.revoke_links", _("a annulé des liens personnels")
