"""The vocabulary of the assistant that opens a Cité."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


class OpeningState(models.TextChoices):
    """Where the opening of a Cité stands."""

    IN_PROGRESS = "in_progress", _("En préparation")
    OPENED = "opened", _("Ouverte")
    ABANDONED = "abandoned", _("Abandonnée")


class Step(models.TextChoices):
    """The pages of the assistant, in order."""

    TERRITORY = "territory", _("Le territoire")
    DATA = "data", _("Les données de référence")
    PEOPLE = "people", _("Les copilotes")
    MESSAGES = "messages", _("Les textes et les messages")
    SUMMARY = "summary", _("Vérifier et ouvrir")


class OpeningObjection(models.TextChoices):
    """Why a Cité cannot be opened so."""

    NO_TERRITORY_CHOSEN = "no_territory_chosen", _("Dites d’abord de quel territoire il s’agit (étape 1).")
    NAME_MISSING = "name_missing", _("Donnez un nom à la Cité.")
    EPCI_MISSING = (
        "epci_missing",
        _("Choisissez l’intercommunalité, ou écrivez son numéro SIREN (9 chiffres)."),
    )
    EPCI_UNKNOWN = (
        "epci_unknown",
        _(
            "Ce numéro SIREN n’existe pas : il a 9 chiffres, et le dernier sert de contrôle. "
            "Recopiez-le depuis la fiche de l’intercommunalité."
        ),
    )
    EPCI_TAKEN = (
        "epci_taken",
        _("Une Cité est déjà ouverte pour cette intercommunalité. Choisissez-en une autre."),
    )
    SLUG_TAKEN = "slug_taken", _("Cet identifiant est déjà celui d’une autre Cité. Choisissez-en un autre.")
    HOST_MALFORMED = (
        "host_malformed",
        _(
            "L’adresse du site est un nom d’hôte seul, sans « https:// » ni « / » : "
            "cite.exemple.gouv.fr, par exemple."
        ),
    )
    HOST_TAKEN = "host_taken", _("Cette adresse du site est déjà celle d’une autre Cité.")
    HOST_NOT_SERVED = (
        "host_not_served",
        _(
            "Ce serveur ne répond pas à cette adresse du site : ajoutez-la à la variable ALLOWED_HOSTS, "
            "ou choisissez-en une qui s’y trouve."
        ),
    )
    HOST_NEEDED = (
        "host_needed",
        _(
            "Une autre Cité est déjà ouverte ici : chacune a besoin de sa propre adresse du site. "
            "Remplissez les deux adresses."
        ),
    )
    CO_PILOT_MISSING = (
        "co_pilot_missing",
        _(
            "Il faut deux copilotes, l’État et la métropole : écrivez l’organisme et l’adresse électronique de chacun."
        ),
    )
    ADMINISTRATOR_IS_NOT_A_PILOT = (
        "administrator_is_not_a_pilot",
        _(
            "Vous administrez la plateforme : vous ne pouvez pas être aussi copilote. Écrivez une autre adresse."
        ),
    )
    SAME_ADDRESS = (
        "same_address",
        _("Chaque personne a sa propre adresse électronique : la même est écrite deux fois."),
    )
    DATA_MISSING = (
        "data_missing",
        _("Les communes et les quartiers de ce territoire ne sont pas chargés (étape 2)."),
    )
    DATA_NOT_SHIPPED = (
        "data_not_shipped",
        _("Les données de ce territoire ne sont pas livrées avec la plateforme : importez-les (étape 2)."),
    )
    ALREADY_LOADING = "already_loading", _("Le chargement est déjà en cours : attendez sa fin.")
    NOT_IN_PROGRESS = (
        "not_in_progress",
        _("Cette ouverture est terminée ou abandonnée : il n’y a plus rien à y changer."),
    )
    NOT_EMPTY = (
        "not_empty",
        _(
            "Une Cité existe déjà ici. Pour en ouvrir une autre, connectez-vous comme administrateur de la "
            "plateforme et allez à la page « Ouvrir une Cité »."
        ),
    )
    MAIL_REFUSED = (
        "mail_refused",
        _(
            "Le message d’essai n’est pas parti : le serveur de messagerie ne répond pas, ou le refuse. "
            "Vérifiez EMAIL_URL et EMAIL_FROM, puis recommencez."
        ),
    )


@acts
class OpeningAct(models.TextChoices):
    """What the opening of a Cité writes in the journal."""

    START = "opening.start", _("a commencé l’ouverture d’une Cité")
    ENTER = "opening.enter", _("est entré par le lien d’ouverture")
    SAVE_STEP = "opening.save_step", _("a rempli une étape de l’ouverture d’une Cité")
    LOAD_DATA = "opening.load_data", _("a demandé le chargement des données de référence")
    READ_DRAFT = "opening.read_draft", _("a relu l’ouverture d’une Cité, et les adresses de ses copilotes")
    TEST_MAIL = "opening.test_mail", _("a essayé l’envoi des messages")
    ABANDON = "opening.abandon", _("a abandonné l’ouverture d’une Cité")
    OPEN_CITE = "opening.open_cite", _("a ouvert une Cité")
