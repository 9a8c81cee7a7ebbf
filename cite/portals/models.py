"""What people report of the site itself, and how far each went in the guide."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import BaseModel, VersionedModel
from cite.portals.enums import ProblemState
from cite.tenancy.models import TerritoryScopedModel


class ProblemReport(TerritoryScopedModel, VersionedModel):
    """Something that did not work, in the words of the person who met it, and the answer she received."""

    journal_protected = True

    path = models.CharField(_("page concernée"), max_length=200, blank=True)
    wanted = models.TextField(
        _("ce que la personne voulait faire"), max_length=1000, validators=[MaxLengthValidator(1000)]
    )
    happened = models.TextField(
        _("ce qui s’est passé"), max_length=2000, validators=[MaxLengthValidator(2000)]
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("signalé par"),
    )
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    state = models.CharField(_("suivi"), max_length=16, choices=ProblemState, default=ProblemState.NEW)
    answer = models.TextField(
        _("réponse"), max_length=1000, validators=[MaxLengthValidator(1000)], blank=True
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("réponse de"),
    )
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("problème signalé")
        verbose_name_plural = _("problèmes signalés")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ProblemState.values), name="portals_problemreport_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProblemState.SOLVED, answered_at__isnull=False)
                | (~models.Q(state=ProblemState.SOLVED) & models.Q(answered_at__isnull=True)),
                name="portals_problemreport_solved_when_answered",
            ),
        ]
        indexes = [models.Index(fields=["territory", "state"], name="portals_problem_by_state")]

    def __str__(self) -> str:
        return self.path or str(_("Tout le site"))

    @property
    def can_be_answered_by_mail(self) -> bool:
        """Whether the person left a way to reach her."""
        return bool(self.reported_by_id or self.email)


class GuideProgress(BaseModel):
    """How far a person went in the guide of the first visit; it is the same in every Cité."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("personne")
    )
    steps_done = models.JSONField(_("étapes suivies"), default=list, blank=True)
    hidden_at = models.DateTimeField(_("rangé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("avancement dans le guide")
        verbose_name_plural = _("avancements dans le guide")

    def __str__(self) -> str:
        return str(self.user)
