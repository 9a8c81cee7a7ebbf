"""What is kept of people, why, on which basis, how long: the words of the data-protection page, in every language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """A kind of data, as the page names it."""

    IDENTITY = "identity", _("Votre nom, votre date de naissance, et, si vous le dites, femme ou homme")
    CONTACT = "contact", _("Comment vous joindre, et dans quelle langue")
    RESIDENCE = "residence", _("Où vous habitez, et si c’est dans un quartier prioritaire")
    SITUATION = "situation", _("Votre situation : emploi, revenus, formation, niveau d’études")
    PROTECTION = "protection", _("Si quelqu’un vous représente : un parent, un curateur, un tuteur")
    SHARINGS = "sharings", _("Avec qui votre dossier est partagé, et comment vous avez été informé")
    RIGHTS = "rights", _("Ce que vous demandez sur vos données, et la réponse")
    REFERRALS = "referrals", _("Les services vers lesquels vous êtes orienté, et ce qui en est venu")
    OBSTACLES = (
        "obstacles",
        _("Ce qui vous freine pour travailler, dans vos mots ; pour la santé, oui ou non, rien de plus"),
    )
    STEPS = "steps", _("Vos étapes, vos rendez-vous, vos échanges, et comment cela finit")
    NOTES = "notes", _("Les notes des professionnels qui vous aident")
    FIGURES = "figures", _("Des chiffres, une fois le dossier effacé : plus rien n’y mène à vous")


class Reason(models.TextChoices):
    """Why a kind of data is kept."""

    RECOGNIZE = "recognize", _("Vous reconnaître, et ne pas ouvrir deux dossiers")
    REACH = "reach", _("Vous joindre comme vous le préférez")
    DISTRICT = "district", _("Savoir si les aides des quartiers prioritaires vous sont ouvertes")
    ADVISE = "advise", _("Vous proposer des aides qui vous correspondent")
    PROTECT = "protect", _("Prévenir ou faire signer qui le doit")
    OBEY = "obey", _("Ne montrer que ce que vous acceptez de partager")
    ANSWER = "answer", _("Vous répondre dans le mois")
    REFER = "refer", _("Demander un service pour vous, et savoir si vous y avez été reçu")
    SUPPORT = "support", _("Vous accompagner jusqu’à l’emploi ou la formation")
    COUNT = "count", _("Rendre compte de l’action publique, sans nommer personne")


class Retention(models.TextChoices):
    """How long a kind of data is kept; `months` and `days` are those that the Cité has set."""

    FILE = "file", _("%(months)s mois après vos dernières nouvelles ; nos relances ne comptent pas")
    FILE_OR_LIGHT = (
        "file_or_light",
        _("Comme votre dossier. Sans dossier : %(days)s jours après la demande"),
    )
    KEPT = "kept", _("Gardés, puisqu’ils ne parlent plus de personne")


class PageWord(models.TextChoices):
    """The titles and sentences of the page."""

    TITLE = "title", _("Vos données quand vous êtes accompagné")
    LEAD = (
        "lead",
        _(
            "Ce que la Cité de l’emploi garde sur vous quand un professionnel vous accompagne, qui le voit, "
            "et vos droits."
        ),
    )
    YOURS = (
        "yours",
        _("Vous êtes libre. Dire non, ou arrêter, ne change rien à votre accompagnement."),
    )
    KEPT = "kept", _("Ce qui est gardé, et pourquoi")
    WHAT = "what", _("Quoi")
    WHY = "why", _("Pourquoi")
    HOW_LONG = "how_long", _("Combien de temps")
    NEVER = (
        "never",
        _(
            "Ne sont jamais demandés : numéro de sécurité sociale, nationalité, origine, religion, opinions, "
            "syndicat, diagnostic ou maladie."
        ),
    )
    WHO = "who", _("Qui voit quoi")
    WHO_DOOR = (
        "who_door",
        _(
            "Une structure ne voit que ce que vous acceptez de lui partager, pour une raison précise. Sans "
            "partage, elle ne voit rien."
        ),
    )
    WHO_PURPOSE = "who_purpose", _("Pour quelle raison")
    WHO_PARTS = "who_parts", _("Ce que la structure voit")
    WHO_OBSTACLES = (
        "who_obstacles",
        _(
            "Ce qui vous freine n’est vu que par des structures que la loi autorise et que l’État et "
            "l’intercommunalité ont habilitées."
        ),
    )
    WHO_FIGURES = (
        "who_figures",
        _("L’État, l’intercommunalité et les financeurs ne voient que des chiffres, jamais qui est suivi."),
    )
    WHO_BEFORE = (
        "who_before",
        _(
            "Quand une autre structure vous suit, celle d’avant lit encore votre dossier %(days)s jours. Vous pouvez "
            "l’arrêter plus tôt."
        ),
    )
    WHO_LISTS = (
        "who_lists",
        _(
            "Aucune page ne dit si quelqu’un est suivi. Chaque lecture de votre dossier est notée : vous "
            "pouvez savoir qui l’a ouvert."
        ),
    )
    BASIS = "basis", _("Sur quelle base légale")
    BASIS_MISSION = (
        "basis_mission",
        _(
            "Une mission d’intérêt public : l’accès à l’emploi des habitants des quartiers prioritaires "
            "(RGPD, article 6, "
            "paragraphe 1, point e). Votre accord pour partager n’est pas cette base : il protège le secret."
        ),
    )
    BASIS_SECRET = (
        "basis_secret",
        _(
            "Les professionnels partagent sous le secret (code de l’action sociale et des familles, article "
            "L121-6-2)."
        ),
    )
    BASIS_HEALTH = (
        "basis_health",
        _(
            "La santé (oui ou non) et le handicap ne sont notés que si vous le voulez : c’est votre accord exprès "
            "(RGPD, article 9, paragraphe 2, point a). Vous pouvez le retirer."
        ),
    )
    MACHINE = (
        "machine",
        _(
            "Aucune décision n’est prise par une machine. Un signal dit à un professionnel « à regarder » ; "
            "une personne décide."
        ),
    )
    RIGHTS = "rights", _("Vos droits")
    RIGHT_ACCESS = "right_access", _("Recevoir tout ce qui est gardé sur vous, à lire ou à emporter.")
    RIGHT_RECTIFY = "right_rectify", _("Faire corriger ce qui est faux.")
    RIGHT_ERASE = "right_erase", _("Faire effacer votre dossier, ou vous opposer à ce qu’il soit utilisé.")
    RIGHT_STOP = "right_stop", _("Arrêter un partage, tout de suite, sans dire pourquoi.")
    RIGHTS_HOW = (
        "rights_how",
        _("Dites-le à un professionnel, ou écrivez-nous. La réponse vous est due en un mois."),
    )
    AFTER = "after", _("Après")
    AFTER_ERASED = (
        "after_erased",
        _(
            "À la fin, le dossier est effacé. Les archives reçoivent une liste : combien de dossiers, de "
            "quelles années. Aucun nom."
        ),
    )


FOOTER = _("Données des personnes accompagnées")
