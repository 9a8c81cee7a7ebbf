"""The vocabulary of committees and simulations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts

COMMITTEE = "funders"
"""The kind of meeting that a committee of funders is."""


@about_access("YOUR_OWN_FILE", "NOT_A_CO_PILOT")
class CommitteeObjection(models.TextChoices):
    """Why something about a file before a committee is refused."""

    NOT_A_COMMITTEE = "not_a_committee", _("Cette réunion n’est pas un comité des financeurs.")
    NOT_OPEN = (
        "not_open",
        _("Ce comité n’est plus ouvert : annulé, ou son compte rendu est approuvé."),
    )
    NOT_IN_REVIEW = (
        "not_in_review",
        _("Seul un dossier en instruction passe en comité. Rechargez la page pour voir où il en est."),
    )
    NOTHING_CHOSEN = "nothing_chosen", _("Choisissez au moins un dossier.")
    AGENDA_CHANGED = (
        "agenda_changed",
        _("L’ordre du jour a changé pendant ce temps. Rechargez la page, puis donnez à nouveau les rangs."),
    )
    ALREADY_ADVISED = (
        "already_advised",
        _("Un avis est déjà rendu sur ce dossier : il reste à l’ordre du jour."),
    )
    NOT_A_CO_PILOT = (
        "not_a_co_pilot",
        _("L’avis est celui des deux copilotes : l’un pour l’État, l’autre pour la métropole."),
    )
    YOUR_OWN_FILE = (
        "your_own_file",
        _("Vous avez un lien avec le porteur de ce dossier. Un autre copilote de votre côté donne l’accord."),
    )
    NO_OPINION = "no_opinion", _("Écrivez d’abord l’avis.")
    ALREADY_AGREED = "already_agreed", _("L’accord de votre côté est déjà donné.")
    TWO_PERSONS = (
        "two_persons",
        _("Deux côtés, deux personnes : vous avez déjà donné l’accord de l’autre côté."),
    )
    NO_AMOUNTS = "no_amounts", _("Un avis favorable conseille au moins un montant.")
    NEEDLESS_AMOUNTS = "needless_amounts", _("Cet avis ne conseille aucun montant. Effacez-les.")
    BAD_AMOUNT = (
        "bad_amount",
        _("Un montant conseillé est en euros, entre zéro et ce qui est demandé à ce financeur."),
    )
    NOT_ALL_OF_IT = (
        "not_all_of_it",
        _(
            "« En totalité » conseille tout ce qui est demandé. Corrigez les montants, ou choisissez « en partie »."
        ),
    )
    NO_WORDS = "no_words", _("Expliquez cet avis en une phrase : le porteur et les financeurs la liront.")
    NOT_TO_ADJOURN = (
        "not_to_adjourn",
        _("Ce dossier ne peut pas être ajourné : retirez d’abord les actes enregistrés."),
    )


@about_access("NOT_YOURS")
class SimulationObjection(models.TextChoices):
    """Why something about a simulation is refused."""

    NOT_YOURS = (
        "not_yours",
        _(
            "Une simulation se modifie par la personne qui l’a faite, ou par les copilotes et la coordination."
        ),
    )
    NAME_TAKEN = "name_taken", _("Une simulation de cet appel porte déjà ce nom. Donnez-en un autre.")
    NO_NAME = "no_name", _("Donnez un nom à la simulation.")
    TOO_MANY = "too_many", _("Trente simulations au plus par appel. Supprimez-en une.")
    BAD_AMOUNT = (
        "bad_amount",
        _("Un montant simulé est en euros, entre zéro et ce qui est demandé."),
    )
    UNKNOWN_LINE = (
        "unknown_line",
        _("Un de ces dossiers n’est plus demandé à ce financeur. Rechargez la page."),
    )
    NOTHING_TO_APPLY = (
        "nothing_to_apply",
        _("Cette simulation ne donne rien à préparer pour ce financeur."),
    )


@acts
class CommitteeAct(models.TextChoices):
    """What the journal keeps of committees and simulations."""

    BUILD_AGENDA = "grants.build_committee", _("a mis des dossiers à l’ordre du jour d’un comité")
    REMOVE_FILE = "grants.remove_from_committee", _("a retiré un dossier de l’ordre du jour d’un comité")
    REORDER = "grants.reorder_committee", _("a changé l’ordre des dossiers d’un comité")
    WRITE_OPINION = "grants.write_opinion_of_committee", _("a écrit l’avis d’un comité sur un dossier")
    AGREE = "grants.agree_to_opinion", _("a donné l’accord de son côté à l’avis d’un comité")
    ADVISE = "grants.advise_application", _("a rendu l’avis du comité sur un dossier")
    ADJOURN = "grants.adjourn_application", _("a ajourné un dossier")
    READ = "grants.read_committee", _("a consulté les dossiers d’un comité")
    CREATE_SIMULATION = "grants.create_simulation", _("a créé une simulation")
    CHANGE_SIMULATION = "grants.change_simulation", _("a modifié une simulation")
    DELETE_SIMULATION = "grants.delete_simulation", _("a supprimé une simulation")
    APPLY_SIMULATION = "grants.apply_simulation", _("a préparé les décisions d’une simulation")
    DOWNLOAD = "grants.download_decisions", _("a téléchargé les décisions d’un financeur")
