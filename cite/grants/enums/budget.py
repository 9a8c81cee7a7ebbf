"""The vocabulary of budgets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BudgetScope(models.TextChoices):
    """Whose budget it is: that of the action (Cerfa 12156, section 6) or of the whole body (section 5)."""

    PROJECT = "project", _("Budget de l’action")
    ORGANIZATION = "organization", _("Budget de la structure")


class FundingStatus(models.TextChoices):
    """How sure a co-funding is."""

    ASKED = "asked", _("Demandé")
    OBTAINED = "obtained", _("Obtenu")
    CONSIDERED = "considered", _("Envisagé")


class CreditKind(models.TextChoices):
    """Which credits a funder uses: specific ones only complete ordinary policies."""

    UNKNOWN = "unknown", _("Ne sait pas")
    ORDINARY = "ordinary", _("Droit commun")
    CITY_POLICY = "city_policy", _("Politique de la ville")
    CITE = "cite", _("Cité de l’emploi")


class AccountLine(models.TextChoices):
    """The lines of the Cerfa's budget; the value never changes, `rules/chart.py` gives the code that is printed."""

    A60 = "60", _("Achats")
    A60_SUPPLIES = "60_supplies", _("Achats matières et fournitures")
    A60_OTHER = "60_other", _("Autres fournitures")
    A61 = "61", _("Services extérieurs")
    A61_RENT = "61_rent", _("Locations")
    A61_REPAIR = "61_repair", _("Entretien et réparation")
    A61_INSURANCE = "61_insurance", _("Assurance")
    A61_DOCUMENTATION = "61_documentation", _("Documentation")
    A62 = "62", _("Autres services extérieurs")
    A62_FEES = "62_fees", _("Rémunérations intermédiaires et honoraires")
    A62_PUBLICITY = "62_publicity", _("Publicité, publication")
    A62_TRAVEL = "62_travel", _("Déplacements, missions")
    A62_BANK = "62_bank", _("Services bancaires, autres")
    A63 = "63", _("Impôts et taxes")
    A63_PAYROLL = "63_payroll", _("Impôts et taxes sur rémunération")
    A63_OTHER = "63_other", _("Autres impôts et taxes")
    A64 = "64", _("Charges de personnel")
    A64_WAGES = "64_wages", _("Rémunération des personnels")
    A64_CONTRIBUTIONS = "64_contributions", _("Charges sociales")
    A64_OTHER = "64_other", _("Autres charges de personnel")
    A65 = "65", _("Autres charges de gestion courante")
    A66 = "66", _("Charges financières")
    A67 = "67", _("Charges exceptionnelles")
    A68 = "68", _("Dotations aux amortissements, provisions et engagements")
    A69 = "69", _("Impôt sur les bénéfices, participation des salariés")
    INDIRECT = "indirect", _("Charges indirectes affectées à l’action")
    INDIRECT_FIXED = "indirect_fixed", _("Charges fixes de fonctionnement")
    INDIRECT_FINANCIAL = "indirect_financial", _("Frais financiers")
    INDIRECT_OTHER = "indirect_other", _("Autres")
    A70 = "70", _("Vente de produits finis, de marchandises, prestations de services")
    A73 = "73", _("Dotations et produits de tarification")
    A74 = "74", _("Subventions d’exploitation")
    A74_STATE = "74_state", _("État")
    A74_REGION = "74_region", _("Région")
    A74_DEPARTEMENT = "74_departement", _("Département")
    A74_METROPOLE = "74_metropole", _("Intercommunalité (EPCI)")
    A74_COMMUNE = "74_commune", _("Commune")
    A74_SOCIAL_SECURITY = "74_social_security", _("Organismes sociaux (CAF…)")
    A74_EUROPE = "74_europe", _("Fonds européens (FSE, FEDER…)")
    A74_PAYMENT_AGENCY = "74_payment_agency", _("Agence de services et de paiement (emplois aidés)")
    A74_PUBLIC_INSTITUTION = "74_public_institution", _("Autres établissements publics")
    A74_PRIVATE = "74_private", _("Aides privées (fondations…)")
    A75 = "75", _("Autres produits de gestion courante")
    A75_DUES = "75_dues", _("Cotisations")
    A75_GIFTS = "75_gifts", _("Dons manuels, mécénat")
    A76 = "76", _("Produits financiers")
    A77 = "77", _("Produits exceptionnels")
    A78 = "78", _("Reprises sur amortissements, dépréciations et provisions")
    A79 = "79", _("Transfert de charges")
    OWN = "own", _("Ressources propres affectées à l’action")
    A86 = "86", _("Emplois des contributions volontaires en nature")
    A86_RELIEF = "86_relief", _("Secours en nature")
    A86_GOODS = "86_goods", _("Mise à disposition gratuite de biens et services")
    A86_SERVICES = "86_services", _("Prestations")
    A86_VOLUNTEERS = "86_volunteers", _("Personnel bénévole")
    A87 = "87", _("Contributions volontaires en nature")
    A87_VOLUNTEERS = "87_volunteers", _("Bénévolat")
    A87_SERVICES = "87_services", _("Prestations en nature")
    A87_GIFTS = "87_gifts", _("Dons en nature")
