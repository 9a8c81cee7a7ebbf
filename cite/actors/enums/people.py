"""The vocabulary of people, and of what an organization may see of residents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class LegalTitle(models.TextChoices):
    """The title under which an organization may see people's data (domain law: secrecy)."""

    NONE = "none", _("Aucun : pas d’accès aux situations des personnes")
    SOCIAL_ACTION = (
        "social_action",
        _("Action sociale (article L121-6-2 du code de l’action sociale et des familles)"),
    )
    PUBLIC_EMPLOYMENT_SERVICE = "public_employment_service", _("Service public de l’emploi")


class MembershipState(models.TextChoices):
    """Where a person stands in an organization."""

    ACTIVE = "active", _("En activité")
    SUSPENDED = "suspended", _("Accès suspendu")
    LEFT = "left", _("Parti ou partie")


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    PENDING = "pending", _("En attente de réponse")
    ACCEPTED = "accepted", _("Acceptée")
    DECLINED = "declined", _("Refusée")
    EXPIRED = "expired", _("Expirée")
    REVOKED = "revoked", _("Annulée")


class JoinRequestState(models.TextChoices):
    """Where a request to join an organization stands."""

    PENDING = "pending", _("En attente de réponse")
    ACCEPTED = "accepted", _("Acceptée")
    DECLINED = "declined", _("Refusée")
    WITHDRAWN = "withdrawn", _("Retirée")


class PilotSide(models.TextChoices):
    """The two sides that pilot a Cité, with equal rights."""

    STATE = "state", _("l’État")
    METROPOLE = "metropole", _("la métropole")


@about_access("NOT_YOURS_TO_GIVE", "EACH_PILOT_ITS_OWN", "NOT_TO_YOURSELF")
class RoleObjection(models.TextChoices):
    """Why a role may not be given."""

    DOES_NOT_FIT = (
        "does_not_fit",
        _("Ce rôle ne va pas avec ce type de structure. Choisissez-en un autre dans la liste."),
    )
    NOT_YOURS_TO_GIVE = (
        "not_yours_to_give",
        _("Vous ne pouvez pas donner ni retirer ce rôle. Demandez-le à la coordination ou à un copilote."),
    )
    EACH_PILOT_ITS_OWN = (
        "each_pilot_its_own",
        _("L’État choisit ses copilotes, la métropole les siens. Demandez-le à l’autre copilote."),
    )
    NOT_TO_YOURSELF = (
        "not_to_yourself",
        _("Personne ne change ses propres droits. Demandez-le à un autre administrateur de la structure."),
    )


@about_access("NOT_YOUR_TEAM", "OTHER_ADDRESS")
class MemberObjection(models.TextChoices):
    """Why something about a member, an invitation or a request is refused."""

    NOT_YOUR_TEAM = (
        "not_your_team",
        _(
            "Seuls les administrateurs de cette structure, la coordination et les copilotes gèrent ses membres. "
            "Adressez-vous à l’un d’eux."
        ),
    )
    NO_ORGANIZATION = (
        "no_organization",
        _("Vous n’agissez pour aucune structure. Demandez à en rejoindre une, ou à y être invité."),
    )
    PARTNER_NOT_ACTIVE = (
        "partner_not_active",
        _("Cette structure n’est pas active dans la Cité. La coordination peut la réactiver."),
    )
    LAST_ADMINISTRATOR = (
        "last_administrator",
        _(
            "Une structure garde toujours un administrateur. Nommez d’abord quelqu’un d’autre administrateur, "
            "puis recommencez."
        ),
    )
    ALREADY_MEMBER = (
        "already_member",
        _("Cette personne est déjà membre de la structure. Modifiez son rôle dans la liste des membres."),
    )
    ALREADY_INVITED = (
        "already_invited",
        _("Une invitation attend déjà à cette adresse. Renvoyez-la, ou annulez-la."),
    )
    TOO_MANY_INVITATIONS = (
        "too_many_invitations",
        _("Trop d’invitations de cette structure attendent une réponse. Annulez celles qui ne servent plus."),
    )
    TOO_MANY_SENT = (
        "too_many_sent",
        _("Vous avez envoyé beaucoup d’invitations depuis hier. Reprenez demain, ou demandez à un collègue."),
    )
    ALREADY_ASKED = "already_asked", _("Votre demande attend déjà une réponse de cette structure.")
    TOO_MANY_REQUESTS = (
        "too_many_requests",
        _("Plusieurs de vos demandes attendent déjà. Retirez-en une, ou attendez une réponse."),
    )
    ASKED_TOO_OFTEN = (
        "asked_too_often",
        _("Vous avez fait beaucoup de demandes depuis hier. Reprenez demain, ou écrivez à la coordination."),
    )
    STATE_CHANGED = (
        "state_changed",
        _("Cela a changé entre-temps. Rechargez la page pour voir où nous en sommes."),
    )
    DISTRICTS_ELSEWHERE = (
        "districts_elsewhere",
        _("Choisissez des quartiers parmi ceux de la structure."),
    )
    SUCCESSOR_ELSEWHERE = (
        "successor_elsewhere",
        _("Confiez la suite à une autre personne en activité dans la même structure."),
    )
    HAS_LEFT = "has_left", _("Cette personne a quitté la structure. Invitez-la à nouveau si elle revient.")
    OTHER_ADDRESS = (
        "other_address",
        _(
            "Cette invitation est pour une autre adresse que celle de votre compte. Déconnectez-vous, puis rouvrez "
            "le lien de l’invitation."
        ),
    )
    SIGN_IN_FIRST = (
        "sign_in_first",
        _("Vous avez déjà un compte. Connectez-vous, puis rouvrez le lien de l’invitation pour la refuser."),
    )
    NAME_NEEDED = "name_needed", _("Écrivez votre nom et votre prénom.")
    ACCOUNT_CLOSED = "account_closed", _("Ce compte est fermé. Écrivez à la coordination de la Cité.")


@about_access("CO_PILOTS_ONLY", "MANAGERS_ONLY", "OWN_ORGANIZATION")
class HabilitationObjection(models.TextChoices):
    """Why an agreement to see residents is refused."""

    CO_PILOTS_ONLY = "co_pilots_only", _("Seuls les deux copilotes, l’État et la métropole, habilitent.")
    MANAGERS_ONLY = (
        "managers_only",
        _("Seuls la coordination et les copilotes précisent le titre légal d’une structure."),
    )
    NO_LEGAL_TITLE = (
        "no_legal_title",
        _(
            "Cette structure n’a pas de titre légal pour voir les situations des personnes. Précisez-le d’abord."
        ),
    )
    ONE_PERSON_ONE_SIDE = (
        "one_person_one_side",
        _("Les deux accords viennent de deux personnes. L’autre copilote donne le sien."),
    )
    ALREADY_GIVEN = "already_given", _("Votre côté a déjà donné son accord.")
    NOT_GIVEN = "not_given", _("Aucun accord n’est à retirer.")
    OWN_ORGANIZATION = (
        "own_organization",
        _("Vous êtes membre de cette structure : un autre copilote donne l’accord."),
    )
    PARTNER_NOT_ACTIVE = "partner_not_active", _("Cette structure n’est pas active dans la Cité.")
    BAD_END = "bad_end", _("L’habilitation finit dans l’avenir, et dans cinq ans au plus.")


@about_access(
    "PLATFORM_ADMINISTRATOR",
    "PILOTS_SEE_AGGREGATES",
    "ROLE_SEES_AGGREGATES",
    "ROLE_SEES_OWN_ACTION",
    "NO_MEMBERSHIP",
    "MEMBERSHIP_NOT_ACTIVE",
    "PARTNER_NOT_ACTIVE",
    "NO_LEGAL_TITLE",
    "STATE_HAS_NOT_AGREED",
    "METROPOLE_HAS_NOT_AGREED",
    "HABILITATION_NOT_STARTED",
    "HABILITATION_ENDED",
    "OTHER_DISTRICT",
)
class AccessObjection(models.TextChoices):
    """Why a person may not see residents, or their situations."""

    PLATFORM_ADMINISTRATOR = (
        "platform_administrator",
        _("Les administrateurs de la plateforme ne voient aucune fiche d’habitant."),
    )
    PILOTS_SEE_AGGREGATES = (
        "pilots_see_aggregates",
        _("Les copilotes voient des nombres, jamais qui est suivi."),
    )
    ROLE_SEES_AGGREGATES = "role_sees_aggregates", _("Votre rôle donne accès aux nombres, pas aux personnes.")
    ROLE_SEES_OWN_ACTION = (
        "role_sees_own_action",
        _("Votre rôle donne accès aux personnes de vos propres actions, sans recherche."),
    )
    NO_MEMBERSHIP = (
        "no_membership",
        _("Vous n’agissez pour aucune structure de cette Cité. Demandez à en rejoindre une."),
    )
    MEMBERSHIP_NOT_ACTIVE = (
        "membership_not_active",
        _("Votre accès à cette structure est suspendu ou terminé."),
    )
    PARTNER_NOT_ACTIVE = "partner_not_active", _("Votre structure n’est plus active dans cette Cité.")
    NO_LEGAL_TITLE = (
        "no_legal_title",
        _("Votre structure n’a pas de titre légal pour voir les situations des personnes."),
    )
    STATE_HAS_NOT_AGREED = (
        "state_has_not_agreed",
        _("Le copilote de l’État n’a pas habilité votre structure."),
    )
    METROPOLE_HAS_NOT_AGREED = (
        "metropole_has_not_agreed",
        _("Le copilote de la métropole n’a pas habilité votre structure."),
    )
    HABILITATION_NOT_STARTED = (
        "habilitation_not_started",
        _("L’habilitation de votre structure n’a pas encore commencé."),
    )
    HABILITATION_ENDED = (
        "habilitation_ended",
        _("L’habilitation de votre structure est finie. Demandez aux copilotes de la renouveler."),
    )
    OTHER_DISTRICT = "other_district", _("Ce quartier n’est pas parmi ceux que vous suivez.")


@acts
class PeopleAct(models.TextChoices):
    """What is written in the journal about people and rights."""

    INVITE = "actors.invite_person", _("a invité une personne")
    RESEND_INVITATION = "actors.resend_invitation", _("a renvoyé une invitation")
    REVOKE_INVITATION = "actors.revoke_invitation", _("a annulé une invitation")
    ACCEPT_INVITATION = "actors.accept_invitation", _("a accepté une invitation")
    DECLINE_INVITATION = "actors.decline_invitation", _("a refusé une invitation")
    EXPIRE_INVITATION = "actors.expire_invitation", _("a laissé expirer une invitation")
    ADD_MEMBER = "actors.add_member", _("a ajouté un membre")
    CHANGE_MEMBER = "actors.change_member", _("a modifié les droits d’un membre")
    SUSPEND_MEMBER = "actors.suspend_member", _("a suspendu l’accès d’un membre")
    RESTORE_MEMBER = "actors.restore_member", _("a rétabli l’accès d’un membre")
    END_MEMBERSHIP = "actors.end_membership", _("a mis fin à la présence d’un membre")
    REQUEST_TO_JOIN = "actors.request_to_join", _("a demandé à rejoindre une structure")
    ACCEPT_REQUEST = "actors.accept_request", _("a accepté une demande")
    DECLINE_REQUEST = "actors.decline_request", _("a refusé une demande")
    WITHDRAW_REQUEST = "actors.withdraw_request", _("a retiré sa demande")
    SET_LEGAL_TITLE = "actors.set_legal_title", _("a précisé le titre légal d’une structure")
    AGREE_HABILITATION = "actors.agree_habilitation", _("a donné son accord à une habilitation")
    WITHDRAW_HABILITATION = "actors.withdraw_habilitation", _("a retiré une habilitation")
    READ_MEMBERS = "actors.read_members", _("a consulté les membres d’une structure")
    READ_INVITATION = "actors.read_invitation", _("a consulté une invitation")
    READ_REQUEST = "actors.read_request", _("a consulté une demande pour rejoindre une structure")
    FIND_PEOPLE = "actors.find_people", _("a trouvé des personnes par leur nom")
