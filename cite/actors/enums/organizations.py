"""The vocabulary of organizations and of their place in a Cité."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
