"""The vocabulary of budgets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


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


class AmountProblem(models.TextChoices):
    """Why a text is not an amount."""

    NOT_A_NUMBER = "not_a_number", _("Écrivez un montant en chiffres, par exemple 1\u202f234,56.")
    NEGATIVE = (
        "negative",
        _("Un montant n’est jamais négatif. Retirez le signe moins ou, dans un budget, changez de colonne."),
    )
    TOO_FINE = "too_fine", _("Deux chiffres au plus après la virgule, par exemple 1\u202f234,56.")
    TOO_LARGE = "too_large", _("Ce montant est trop grand : 9 999 999 999,99 € au plus. Vérifiez les zéros.")


class BudgetObjection(models.TextChoices):
    """What stands against the budget of an action. `%(…)s` are filled by `rules/budget.py`."""

    EMPTY = "empty", _("Le budget est vide : inscrivez au moins une charge et un produit.")
    INCOMES_MISSING = (
        "incomes_missing",
        _(
            "Il manque %(amount)s de produits : les charges font %(expenses)s, les produits %(incomes)s. "
            "Les deux totaux doivent être égaux."
        ),
    )
    EXPENSES_MISSING = (
        "expenses_missing",
        _(
            "Il manque %(amount)s de charges : les charges font %(expenses)s, les produits %(incomes)s. "
            "Les deux totaux doivent être égaux."
        ),
    )
    IN_KIND_INCOMES_MISSING = (
        "in_kind_incomes_missing",
        _("Il manque %(amount)s au compte 87 : le total du compte 86 doit être égal à celui du compte 87."),
    )
    IN_KIND_EXPENSES_MISSING = (
        "in_kind_expenses_missing",
        _("Il manque %(amount)s au compte 86 : le total du compte 86 doit être égal à celui du compte 87."),
    )
    NOTHING_ASKED = (
        "nothing_asked",
        _("Vous ne demandez rien aux financeurs de l’appel : inscrivez au moins un montant « demandé »."),
    )
    PUBLIC_AID_ABOVE_COST = (
        "public_aid_above_cost",
        _(
            "Les aides publiques (%(aid)s) dépassent le coût de l’action (%(expenses)s) de %(amount)s. "
            "Réduisez vos demandes."
        ),
    )
    FUNDER_TWICE = (
        "funder_twice",
        _("« %(name)s » figure %(count)s fois dans les subventions : gardez une seule ligne par financeur."),
    )
    EXPENSE_TWICE = (
        "expense_twice",
        _(
            "« %(name)s » (%(amount)s) figure %(count)s fois dans les charges. Une dépense n’est financée "
            "qu’une fois : supprimez le doublon, ou précisez ce qui les distingue."
        ),
    )
    HEADING_AND_LINES = (
        "heading_and_lines",
        _(
            "Compte %(code)s : un montant est inscrit sur le compte (%(amount)s) et d’autres sur ses lignes. "
            "Répartissez-le entre les lignes, ou gardez le seul total : il compterait deux fois."
        ),
    )
    FUNDER_UNNAMED = (
        "funder_unnamed",
        _("Compte 74, %(name)s (%(amount)s) : précisez quel financeur."),
    )
    DE_MINIMIS = (
        "de_minimis",
        _(
            "Aides « de minimis » : %(received)s déjà reçus et %(asked)s demandés font %(total)s, au-delà du "
            "plafond de %(threshold)s sur trois exercices. Demandez conseil à l’État avant de déposer."
        ),
    )


class BudgetWarning(models.TextChoices):
    """What is worth knowing of a budget, and refuses nothing."""

    PUBLIC_SHARE = (
        "public_share",
        _(
            "Les aides publiques font %(share)s %% du coût. L’usage est de ne pas dépasser %(usual)s %% : "
            "expliquez pourquoi, ou cherchez d’autres ressources."
        ),
    )
    CREDIT_UNKNOWN = (
        "credit_unknown",
        _("« %(name)s » : dites de quels crédits il s’agit. Ceux de la ville complètent le droit commun."),
    )
    CONSIDERED = (
        "considered",
        _("%(amount)s de subventions sont seulement envisagés : demandez-les, ou prévoyez sans eux."),
    )
    INDIRECT_UNEXPLAINED = (
        "indirect_unexplained",
        _("Vous affectez %(amount)s de charges indirectes : expliquez comment vous les répartissez."),
    )
    IN_KIND_UNEXPLAINED = (
        "in_kind_unexplained",
        _("Vous valorisez %(amount)s de contributions en nature : expliquez comment."),
    )
    EXPENSE_ELSEWHERE = (
        "expense_elsewhere",
        _(
            "« %(name)s » (%(amount)s) figure aussi dans votre dossier « %(file)s » : une dépense n’est "
            "financée qu’une fois."
        ),
    )


class Threshold(models.TextChoices):
    """An amount that brings duties: what it is compared with."""

    AGREEMENT = "agreement", _("Convention")
    ACCOUNTS = "accounts", _("Comptes annuels certifiés")
    PUBLIC_AID = "public_aid", _("Aides publiques sur trois exercices")
    DE_MINIMIS = "de_minimis", _("Plafond « de minimis » SIEG")


THRESHOLD_MEANINGS = {
    Threshold.AGREEMENT: _(
        "Au-delà, pour un même financeur et une même année, une convention dit l’objet, le montant, la durée et "
        "les conditions de la subvention, qui paraît dans les données essentielles publiées."
    ),
    Threshold.ACCOUNTS: _(
        "Au-delà, tous financeurs publics réunis sur l’année, l’association établit des comptes annuels, nomme "
        "un commissaire aux comptes et publie ses comptes au Journal officiel."
    ),
    Threshold.PUBLIC_AID: _(
        "Le Cerfa demande d’attester si les aides publiques des trois derniers exercices, celui-ci compris, "
        "dépassent ce montant."
    ),
    Threshold.DE_MINIMIS: _(
        "Les aides reçues sur trois exercices sous ce régime européen ne peuvent pas dépasser ce montant."
    ),
}
THRESHOLD_SOURCES = {
    Threshold.AGREEMENT: _("loi 2000-321, art. 10 ; décrets 2001-495 et 2017-779"),
    Threshold.ACCOUNTS: _("code de commerce, art. L612-4 et D612-5"),
    Threshold.PUBLIC_AID: _("Cerfa 12156*06, rubrique 7"),
    Threshold.DE_MINIMIS: _("règlement (UE) 2023/2832"),
}


class Reading(models.TextChoices):
    """Whether a threshold applies to a file; what was not said is not a no."""

    APPLIES = "applies", _("S’applique")
    DOES_NOT = "does_not", _("Ne s’applique pas")
    UNKNOWN = "unknown", _("À vérifier")


class BudgetEditObjection(models.TextChoices):
    """Why a line of a budget is not kept, or a budget not copied."""

    UNKNOWN_LINE = "unknown_line", _("Cette ligne n’existe pas dans ce budget. Rechargez la page.")
    TOO_MANY = "too_many", _("Ce budget a trop de lignes : 150 au plus. Regroupez les plus petites.")
    NOTHING_TO_COPY = (
        "nothing_to_copy",
        _("Il n’y a pas de dossier de l’an passé à reprendre, ou son budget est vide."),
    )
    NOT_EMPTY = (
        "not_empty",
        _("Ce budget a déjà des montants : rien n’est repris, pour ne rien écraser."),
    )


@acts
class BudgetAct(models.TextChoices):
    """What the journal keeps of budgets."""

    SAVE = "grants.save_budget", _("a modifié le budget d’un dossier")
    COPY = "grants.copy_budget", _("a repris le budget de l’an passé")
