"""The vocabulary of organizations and of their place in a Cité."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class OrganizationKind(models.TextChoices):
    """What an organization is for the residents of the districts."""

    PREFECTURE = "prefecture", _("Préfecture, délégués du préfet")
    DDETS = "ddets", _("Direction départementale de l’emploi, du travail et des solidarités")
    METROPOLE = "metropole", _("Métropole")
    COMMUNE = "commune", _("Commune")
    CCAS = "ccas", _("Centre communal d’action sociale")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    FRANCE_TRAVAIL = "france_travail", _("France Travail")
    MISSION_LOCALE = "mission_locale", _("Mission locale")
    CAP_EMPLOI = "cap_emploi", _("Cap emploi")
    PLIE = "plie", _("Plan local pour l’insertion et l’emploi")
    CAREER_INFORMATION = "career_information", _("Maison de l’information sur la formation et l’emploi")
    TRAINING_BODY = "training_body", _("Organisme de formation")
    SECOND_CHANCE_SCHOOL = "second_chance_school", _("École de la deuxième chance, EPIDE")
    INSERTION_STRUCTURE = "insertion_structure", _("Structure d’insertion par l’activité économique")
    DISTRICT_COMPANY = "district_company", _("Régie de quartier")
    SOCIAL_CENTER = "social_center", _("Centre social, maison de quartier, MJC")
    PREVENTION = "prevention", _("Prévention et action sociale")
    ACCESS_TO_RIGHTS = "access_to_rights", _("Accès aux droits, numérique")
    WOMEN_RIGHTS = "women_rights", _("Droits des femmes et des familles")
    COMPANY = "company", _("Entreprise")
    COMPANY_CLUB = "company_club", _("Club d’entreprises, organisation professionnelle")
    CHAMBER = "chamber", _("Chambre consulaire")
    BUSINESS_SUPPORT = "business_support", _("Appui à la création d’entreprise")
    SOCIAL_SECURITY = "social_security", _("CAF, CPAM, MSA")
    SOCIAL_LANDLORD = "social_landlord", _("Bailleur social")
    HOUSING_SUPPORT = "housing_support", _("Accompagnement lié au logement")
    CITIZENS_COUNCIL = "citizens_council", _("Conseil citoyen, collectif d’habitants")
    SCHOOL = "school", _("Éducation nationale, orientation")
    JUSTICE = "justice", _("Justice, protection judiciaire de la jeunesse")
    HEALTH = "health", _("Santé")
    OTHER = "other", _("Autre")


class LegalForm(models.TextChoices):
    """What an organization is in law; only some may carry a funded project (fiche technique, porteurs éligibles)."""

    ASSOCIATION = "association", _("Association")
    LOCAL_AUTHORITY = "local_authority", _("Collectivité territoriale ou groupement")
    PUBLIC_INSTITUTION = "public_institution", _("Établissement public")
    STATE_SERVICE = "state_service", _("Service de l’État")
    PUBLIC_INTEREST_GROUP = "public_interest_group", _("Groupement d’intérêt public")
    COMPANY = "company", _("Société")
    COOPERATIVE = "cooperative", _("Société coopérative")
    SOLE_TRADER = "sole_trader", _("Entreprise individuelle")
    MUTUAL = "mutual", _("Mutuelle, organisme de sécurité sociale")
    FOUNDATION = "foundation", _("Fondation, fonds de dotation")
    INFORMAL_GROUP = "informal_group", _("Collectif sans personnalité juridique")
    UNKNOWN = "unknown", _("Non précisée")


class ChainLink(models.TextChoices):
    """The links of the chain that leads a resident to work; an organization holds one or several."""

    DETECTION = "detection", _("Repérage, aller-vers")
    RECEPTION = "reception", _("Accueil, information")
    SUPPORT = "support", _("Accompagnement")
    OBSTACLES = "obstacles", _("Levée des freins")
    TRAINING = "training", _("Formation, remobilisation")
    EMPLOYMENT = "employment", _("Emploi, entreprises")
    BUSINESS_CREATION = "business_creation", _("Création d’entreprise")


class PartnerState(models.TextChoices):
    """Where an organization stands in a Cité."""

    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspendue")
    LEFT = "left", _("Partie")
    MERGED = "merged", _("Fusionnée dans une autre")


class DuplicateState(models.TextChoices):
    """What was decided of two organizations that look alike."""

    TO_REVIEW = "to_review", _("À examiner")
    DISTINCT = "distinct", _("Deux structures différentes")
    MERGED = "merged", _("Fusionnées")


class Likeness(models.TextChoices):
    """Why two organizations may be one."""

    SAME_SIRET = "same_siret", _("même SIRET")
    SAME_RNA = "same_rna", _("même numéro RNA")
    SAME_NAME = "same_name", _("même nom")
    CLOSE_NAME = "close_name", _("noms très proches")
    SAME_SIREN = "same_siren", _("même SIREN")
    SAME_COMMUNE = "same_commune", _("même commune")


class IdentifierProblem(models.TextChoices):
    """Why a number of the registers is refused, and what to write instead."""

    SIREN_LENGTH = (
        "siren_length",
        _("Un SIREN a 9 chiffres. Vérifiez-le sur annuaire-entreprises.data.gouv.fr."),
    )
    SIREN_KEY = "siren_key", _("Ce SIREN n’existe pas : un chiffre est faux. Recopiez-le.")
    SIRET_LENGTH = (
        "siret_length",
        _("Un SIRET a 14 chiffres : le SIREN puis cinq chiffres. Recopiez-le en entier."),
    )
    SIRET_KEY = "siret_key", _("Ce SIRET n’existe pas : un chiffre est faux. Recopiez-le.")
    SIRET_OF_ANOTHER = (
        "siret_of_another",
        _("Ce SIRET ne commence pas par ce SIREN. Laissez le SIREN vide : le SIRET le contient."),
    )
    RNA_SHAPE = "rna_shape", _("Un numéro RNA est un W suivi de 9 caractères. Exemple : W421000001.")


@about_access("MANAGERS_ONLY", "NOT_YOUR_ORGANIZATION", "NATURE_IS_KEPT")
class OrganizationObjection(models.TextChoices):
    """Why nothing changes in an organization, and what to do about it."""

    MANAGERS_ONLY = (
        "managers_only",
        _("Seuls les copilotes et la coordination tiennent la liste des structures. Demandez-leur."),
    )
    NATURE_IS_KEPT = (
        "nature_is_kept",
        _("Seuls les copilotes et la coordination changent le type ou la forme juridique. Demandez-leur."),
    )
    NOT_YOUR_ORGANIZATION = (
        "not_your_organization",
        _(
            "Seuls les administrateurs de cette structure, les copilotes et la coordination modifient sa fiche."
        ),
    )
    NAME_MISSING = "name_missing", _("Donnez un nom à la structure.")
    ALREADY_PARTNER = (
        "already_partner",
        _("Une structure de la Cité a déjà ce SIRET. Cherchez-la dans les acteurs et complétez sa fiche."),
    )
    SIRET_TAKEN = (
        "siret_taken",
        _("Une autre structure a déjà ce SIRET. Vérifiez-le, ou fusionnez les deux fiches."),
    )
    NOT_IN_THIS_STATE = "not_in_this_state", _("Cette structure n’en est plus là. Rechargez la page.")
    ALREADY_DECIDED = "already_decided", _("Ces deux structures ont déjà été examinées. Rechargez la page.")
    USED_ELSEWHERE = (
        "used_elsewhere",
        _(
            "Cette structure travaille aussi dans une autre Cité : gardez-la, et fusionnez l’autre dans celle-ci."
        ),
    )
    LATER_MERGE = (
        "later_merge",
        _(
            "Une de ces structures a été fusionnée de nouveau depuis. Annulez d’abord la fusion la plus récente."
        ),
    )
    TOO_MANY = "too_many", _("Cette fiche en a déjà beaucoup. Supprimez ceux qui ne servent plus.")


@acts
class OrganizationAct(models.TextChoices):
    """What the journal says of organizations."""

    ADD = "actors.add_organization", _("a ajouté une structure")
    EDIT = "actors.edit_organization", _("a modifié une structure")
    CHANGE_STATE = "actors.change_partner_state", _("a changé la situation d’une structure")
    SAVE_SITE = "actors.save_site", _("a enregistré un lieu d’accueil")
    REMOVE_SITE = "actors.remove_site", _("a supprimé un lieu d’accueil")
    SAVE_CONTACT = "actors.save_contact", _("a enregistré un contact")
    REMOVE_CONTACT = "actors.remove_contact", _("a supprimé un contact")
    ADD_NETWORK = "actors.add_network", _("a ajouté un réseau")
    SET_APART = "actors.set_apart", _("a jugé que deux structures sont différentes")
    MERGE = "actors.merge_organizations", _("a fusionné deux structures")
    UNDO_MERGE = "actors.undo_merge", _("a annulé une fusion de structures")
    READ_CONTACTS = "actors.read_contacts", _("a lu les contacts d’une structure")
    EXPORT = "actors.export_directory", _("a exporté la liste des structures")


class ListField(models.TextChoices):
    """What the columns of a list of organizations may hold."""

    NAME = "name", _("Nom")
    SHORT_NAME = "short_name", _("Sigle")
    KIND = "kind", _("Type")
    LEGAL_FORM = "legal_form", _("Forme juridique")
    SIRET = "siret", _("SIRET")
    RNA = "rna", _("Numéro RNA")
    WEBSITE = "website", _("Site web")
    PRESENTATION = "presentation", _("Présentation")
    CHAIN_LINKS = "chain_links", _("Maillons")
    DISTRICTS = "districts", _("Quartiers")
    ADDRESS = "address", _("Adresse")
    COMMUNE = "commune", _("Commune")


class ListProblem(models.TextChoices):
    """Why a cell of a list of organizations is refused, and what to write instead."""

    UNKNOWN_KIND = (
        "unknown_kind",
        _("Ce type n’est pas connu. Écrivez-le comme dans la fiche d’une structure, ou « Autre »."),
    )
    UNKNOWN_LEGAL_FORM = (
        "unknown_legal_form",
        _("Cette forme juridique n’est pas connue. Écrivez-la comme dans la fiche d’une structure."),
    )
    UNKNOWN_LINK = (
        "unknown_link",
        _("Ce maillon n’est pas connu. Écrivez-le comme dans la matrice, séparés par des points-virgules."),
    )
    UNKNOWN_DISTRICT = (
        "unknown_district",
        _("Ce quartier prioritaire n’est pas de cette Cité. Écrivez son nom ou son code, ou « Tous »."),
    )
    UNKNOWN_COMMUNE = (
        "unknown_commune",
        _("Cette commune n’est pas du territoire. Videz la cellule, ou corrigez-la."),
    )
    NOT_A_WEBSITE = "not_a_website", _("Ce n’est pas l’adresse d’un site. Exemple : https://exemple.fr")


class RowResult(models.TextChoices):
    """What was done of one row of a list of organizations."""

    ADDED = "added", _("Ajoutée")
    UPDATED = "updated", _("Mise à jour")
    UNCHANGED = "unchanged", _("Déjà là")
    REFUSED = "refused", _("Refusée")
