"""The words of what is given to a person: everything held about her, and « mon parcours ». Each in every language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HeldWord(models.TextChoices):
    """The titles and labels of the file she receives."""

    TITLE = "title", _("Ce qui est gardé sur moi")
    LEAD = (
        "lead",
        _(
            "Voici tout ce que la Cité de l’emploi garde sur vous. Vous pouvez demander à le corriger ou à l’effacer. "
            "La réponse vous est due en un mois."
        ),
    )
    RESERVED = (
        "reserved",
        _(
            "Des professionnels ont aussi écrit des notes pour eux-mêmes. Elles ne sont pas dans ce papier. "
            "Demandez tout votre dossier à chaque structure : ses notes y seront."
        ),
    )
    ELSEWHERE = (
        "elsewhere",
        _(
            "D’autres structures gardent aussi des notes écrites pour elles-mêmes : %(names)s. "
            "Vous pouvez les leur demander."
        ),
    )
    IN_FRENCH = "in_french", _("Ce qui suit est en français, comme les professionnels l’ont écrit.")
    IDENTITY = "identity", _("Qui je suis")
    CONTACT = "contact", _("Comment me joindre")
    SITUATION = "situation", _("Ma situation au début")
    HOMES = "homes", _("Où j’habite, où j’ai habité")
    SHARINGS = "sharings", _("Avec qui mon dossier est partagé")
    NOTICES = "notices", _("Comment j’ai été informée")
    REQUESTS = "requests", _("Ce que j’ai demandé sur mes données")
    REACHES = "reaches", _("Qui a voulu me joindre")
    READERS = "readers", _("Qui a ouvert ou changé mon dossier")
    OTHER_FILE = "other_file", _("Une autre fiche réunie à celle-ci")
    NOTHING = "nothing", _("Rien de noté")
    YES = "yes", _("Oui")
    NO = "no", _("Non")

    FIRST_NAME = "first_name", _("Prénom")
    LAST_NAME = "last_name", _("Nom de famille")
    BIRTH_DATE = "birth_date", _("Date de naissance")
    BIRTH_YEAR = "birth_year", _("Année de naissance")
    SEX = "sex", _("Sexe")
    OPENED_BY = "opened_by", _("Dossier ouvert par")
    OPENED_ON = "opened_on", _("Dossier ouvert le")
    HEARD_ON = "heard_on", _("Mes dernières nouvelles")
    KEPT_UNTIL = "kept_until", _("Sans autre nouvelle, effacé à partir du")
    PHONE = "phone", _("Téléphone")
    EMAIL = "email", _("Adresse électronique")
    CHANNEL = "channel", _("Je préfère être jointe par")
    HOURS = "hours", _("À quels moments")
    LANGUAGE = "language", _("Langue des messages")
    LANGUAGES = "languages", _("Langues que je parle")
    INTERPRETER = "interpreter", _("J’ai besoin d’un interprète")
    VIA = "via", _("Joignable par quelqu’un")
    VIA_AGREED = "via_agreed", _("Je suis d’accord pour cela")
    SITUATIONS = "situations", _("Situation")
    LEVEL = "level", _("Niveau d’études")
    PROTECTION = "protection", _("Protection")
    GUARDIAN = "guardian", _("Mon représentant")
    GUARDIAN_INFORMED = "guardian_informed", _("Mon représentant est informé")

    SINCE = "since", _("Depuis le")
    UNTIL = "until", _("Jusqu’au")
    ADDRESS = "address", _("Adresse")
    COMMUNE = "commune", _("Commune")
    DISTRICT = "district", _("Quartier")
    STRUCTURE = "structure", _("Structure")
    PURPOSE = "purpose", _("Pour quoi")
    SEES = "sees", _("Elle voit")
    AGREED_ON = "agreed_on", _("Accord du")
    STOPPED_ON = "stopped_on", _("Arrêté le")
    STOPPED_BY = "stopped_by", _("Arrêt noté par")
    DAY = "day", _("Jour")
    HOW = "how", _("Comment")
    ASKED = "asked", _("Ce que j’ai demandé")
    ASKED_ACCESS = "asked_access", _("Recevoir tout ce qui est gardé sur moi")
    WORDS = "words", _("Dans mes mots")
    STATE = "state", _("Où on en est")
    ANSWER = "answer", _("Réponse")
    REASON = "reason", _("Pourquoi")
    TIMES = "times", _("Combien de fois")


class StoryWord(models.TextChoices):
    """The titles and sentences of « mon parcours »: short, plain, addressed to her."""

    TITLE = "title", _("Mon parcours")
    LEAD = "lead", _("Cette feuille est à vous. Elle dit où vous en êtes, et qui vous aide.")
    DECIDED = "decided", _("Ce que nous avons décidé")
    STEPS = "steps", _("Mes étapes")
    APPOINTMENTS = "appointments", _("Mes rendez-vous")
    HELPERS = "helpers", _("Qui m’aide")
    SHARED = "shared", _("Avec qui je partage")
    STOP = "stop", _("Comment arrêter un partage")
    RIGHTS = "rights", _("Mes droits")
    NOTHING_YET = "nothing_yet", _("Rien pour l’instant.")
    NOBODY = "nobody", _("Je ne partage avec personne.")
    SEES = "sees", _("%(name)s voit : %(parts)s.")
    PURPOSE = "purpose", _("C’est pour : %(purpose)s.")
    STOP_HOW = (
        "stop_how",
        _(
            "Je peux arrêter quand je veux, sans dire pourquoi. Je le dis à une personne qui m’aide, ou je le fais "
            "avec mon lien personnel. Mon accompagnement continue."
        ),
    )
    STOP_THEN = "stop_then", _("La structure ne voit plus mon dossier ici. Elle garde ses propres notes.")
    RIGHTS_HOW = (
        "rights_how",
        _(
            "Je peux demander à voir tout ce qui est gardé sur moi, à le corriger ou à l’effacer. "
            "La réponse arrive en un mois."
        ),
    )
    RIGHTS_WHERE = "rights_where", _("J’écris à %(email)s, ou je le dis à une personne qui m’aide.")
    RIGHTS_CNIL = (
        "rights_cnil",
        _("Si la réponse ne me convient pas, je peux écrire à la CNIL : www.cnil.fr."),
    )
