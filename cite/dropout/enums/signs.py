"""The vocabulary of signs: what is looked at, how serious it is, what is suggested (domain: §6.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as _n


class Severity(models.IntegerChoices):
    """How serious a sign is; an alert has the level of its worst sign, never a sum."""

    TO_FILL_IN = 0, _("À compléter")
    WATCH = 1, _("Vigilance")
    LOOK = 2, _("À regarder")
    SOON = 3, _("À regarder vite")


class Sign(models.TextChoices):
    """One transparent rule. Sex, age, origin, district and health are not looked at."""

    SILENCE = "silence", _("Pas de nouvelles")
    ABSENCES = "absences", _("Absences sans prévenir")
    REFERRAL_UNANSWERED = "referral_unanswered", _("Orientation sans réponse")
    REFERRAL_UNDATED = "referral_undated", _("Orientation acceptée, sans rendez-vous")
    PRESENCE_UNFILLED = "presence_unfilled", _("Présence non renseignée")
    NOTHING_AFTER = "nothing_after", _("Rien après une action")
    DEADLINE = "deadline", _("Échéance administrative proche")
    OBSTACLES = "obstacles", _("Plusieurs freins ouverts")
    WITHOUT_REFERENT = "without_referent", _("Sans référent")
    REFERENT_CHANGED = "referent_changed", _("Référent changé, pas encore de nouvelles")
    NO_STEP = "no_step", _("Aucune étape prévue")
    NOTHING_PROPOSED = "nothing_proposed", _("Rien de proposé depuis l’entrée")

    @property
    def bit(self) -> int:
        """The number that stands for it in a sum of signs (`models/alerts.py`): another power of two each."""
        return 1 << list(Sign).index(self)


SENTENCES = {
    Sign.SILENCE: _n(
        "Pas de nouvelles depuis %(days)s jour.", "Pas de nouvelles depuis %(days)s jours.", "days"
    ),
    Sign.ABSENCES: _n(
        "%(count)s absence sans prévenir, et pas de nouvelles depuis.",
        "%(count)s absences sans prévenir, et pas de nouvelles depuis.",
        "count",
    ),
    Sign.REFERRAL_UNANSWERED: _n(
        "Une orientation attend une réponse depuis %(days)s jour.",
        "Une orientation attend une réponse depuis %(days)s jours.",
        "days",
    ),
    Sign.REFERRAL_UNDATED: _n(
        "Une orientation est acceptée depuis %(days)s jour, sans rendez-vous.",
        "Une orientation est acceptée depuis %(days)s jours, sans rendez-vous.",
        "days",
    ),
    Sign.PRESENCE_UNFILLED: _n(
        "Un rendez-vous est passé depuis %(days)s jour : est-elle venue ?",
        "Un rendez-vous est passé depuis %(days)s jours : est-elle venue ?",
        "days",
    ),
    Sign.OBSTACLES: _n(
        "%(count)s frein ouvert, sans réponse assez vite.",
        "%(count)s freins ouverts en même temps.",
        "count",
    ),
    Sign.WITHOUT_REFERENT: _n(
        "Sans référent depuis %(days)s jour.", "Sans référent depuis %(days)s jours.", "days"
    ),
    Sign.REFERENT_CHANGED: _n(
        "Le référent a changé il y a %(days)s jour, et pas de nouvelles depuis.",
        "Le référent a changé il y a %(days)s jours, et pas de nouvelles depuis.",
        "days",
    ),
    Sign.NO_STEP: _n(
        "Aucune étape prévue depuis %(days)s jour.", "Aucune étape prévue depuis %(days)s jours.", "days"
    ),
    Sign.NOTHING_PROPOSED: _n(
        "Entrée il y a %(days)s jour, rien n’a encore été proposé.",
        "Entrée il y a %(days)s jours, rien n’a encore été proposé.",
        "days",
    ),
}
"""The reason in clear; the two signs that look ahead have theirs below."""

AHEAD = {
    Sign.NOTHING_AFTER: (
        _n(
            "Une action finit dans %(days)s jour, rien n’est prévu après.",
            "Une action finit dans %(days)s jours, rien n’est prévu après.",
            "days",
        ),
        _n(
            "Une action est finie depuis %(days)s jour, sans suite.",
            "Une action est finie depuis %(days)s jours, sans suite.",
            "days",
        ),
    ),
    Sign.DEADLINE: (
        _n(
            "Une échéance administrative arrive dans %(days)s jour.",
            "Une échéance administrative arrive dans %(days)s jours.",
            "days",
        ),
        _n(
            "Une échéance administrative est passée depuis %(days)s jour.",
            "Une échéance administrative est passée depuis %(days)s jours.",
            "days",
        ),
    ),
}
"""Before the day, and after it."""

SUGGESTIONS = {
    Sign.SILENCE: _("Appeler, ou passer par le relais qui la connaît."),
    Sign.ABSENCES: _("Comprendre ce qui l’a empêchée : trajet, garde, horaire ?"),
    Sign.REFERRAL_UNANSWERED: _("Relancer la structure, ou proposer un autre service."),
    Sign.REFERRAL_UNDATED: _("Fixer une date avec la structure."),
    Sign.PRESENCE_UNFILLED: _("Noter si elle est venue."),
    Sign.NOTHING_AFTER: _("Convenir avec elle de l’étape qui suit."),
    Sign.DEADLINE: _("Préparer l’échéance avec elle."),
    Sign.OBSTACLES: _("En parler en revue de parcours."),
    Sign.WITHOUT_REFERENT: _("Proposer un référent."),
    Sign.REFERENT_CHANGED: _("Se présenter, de préférence avec l’ancien référent."),
    Sign.NO_STEP: _("Convenir d’une prochaine étape, même petite."),
    Sign.NOTHING_PROPOSED: _("Faire une première proposition."),
}
"""What is suggested; a person decides."""


class Parameter(models.TextChoices):
    """What both co-pilots set; each has its unit in its label."""

    SILENCE_WATCH = "silence_watch", _("Pas de nouvelles : vigilance après (jours)")
    SILENCE_LOOK = "silence_look", _("Pas de nouvelles : à regarder après (jours)")
    SILENCE_SOON = "silence_soon", _("Pas de nouvelles : à regarder vite après (jours)")
    ABSENCES_IN_A_ROW = "absences_in_a_row", _("Absences de suite : à regarder à partir de")
    ABSENCES_COUNTED = "absences_counted", _("Absences en tout : à regarder à partir de")
    ABSENCES_WINDOW = "absences_window", _("Absences en tout : comptées sur (jours)")
    UNANSWERED_WATCH = "unanswered_watch", _("Orientation sans réponse : vigilance après (jours ouvrés)")
    UNANSWERED_LOOK = "unanswered_look", _("Orientation sans réponse : à regarder après (jours)")
    UNDATED = "undated", _("Orientation acceptée sans date : vigilance après (jours)")
    UNFILLED = "unfilled", _("Présence non renseignée : à compléter après (jours)")
    END_NEAR = "end_near", _("Action qui finit sans suite : vigilance avant la fin (jours)")
    NOTHING_AFTER = "nothing_after", _("Action finie sans suite : à regarder après (jours)")
    DEADLINE_NEAR = "deadline_near", _("Échéance administrative : à regarder avant (jours)")
    OBSTACLES_COUNT = "obstacles_count", _("Freins partiels ou bloquants ouverts : à regarder à partir de")
    BLOCKING_UNANSWERED = "blocking_unanswered", _("Frein bloquant sans réponse : à regarder après (jours)")
    WITHOUT_REFERENT = "without_referent", _("Sans référent : à regarder vite après (jours)")
    REFERENT_CHANGED = "referent_changed", _("Référent changé sans nouvelles : vigilance pendant (jours)")
    NO_STEP = "no_step", _("Aucune étape prévue : vigilance après (jours)")
    NOTHING_PROPOSED = "nothing_proposed", _("Rien de proposé depuis l’entrée : vigilance après (jours)")
    SHOWN_A_WEEK = "shown_a_week", _("Situations montrées d’abord, par professionnel et par semaine")
    QUIET_DAYS = "quiet_days", _("Après une clôture : pas de nouvelle alerte pour les mêmes raisons (jours)")


class ThresholdState(models.TextChoices):
    """Where a set of thresholds stands."""

    DRAFT = "draft", _("En attente de l’accord des deux copilotes")
    IN_FORCE = "in_force", _("En vigueur")
    REPLACED = "replaced", _("Remplacés")
    ABANDONED = "abandoned", _("Abandonnés")


class Closing(models.TextChoices):
    """What a person did of an alert."""

    REACHED = "reached", _("J’ai repris contact")
    SEEN = "seen", _("Vu, rien à faire")
    STEP_PLANNED = "step_planned", _("Une étape est prévue")
    REFERRED = "referred", _("Orientée vers un autre service")
    TO_REVIEW = "to_review", _("Mise à l’ordre du jour d’une revue")
    LOST = "lost", _("Perdue de vue")
    FALSE_ALERT = "false_alert", _("Fausse alerte : tout allait bien")
