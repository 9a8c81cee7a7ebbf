"""What happens next in a referral, as each of its two ends reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.referrals.enums.referrals import ReferralState as S

ASKED_NOW = _("Dites maintenant ce que cela a donné : un geste suffit.")
ALL_SAID = _("Vous avez tout dit : rien d’autre n’est attendu de vous.")
ASKED_LATER = _("Dans quelques semaines, vous direz ce que cela a donné.")
AFTER_ITS_DAY = _(
    "Le jour du rendez-vous est passé. Demandez à la personne comment il s’est passé ; la structure dit si elle est "
    "venue."
)
IT_LEFT = _(
    "Cette structure ne fait plus partie de la Cité : elle ne répondra pas. Proposez un autre service à la personne."
)
IT_IS_LATE = _(
    "La structure tarde à répondre, et la coordination est prévenue. Téléphonez à la structure, ou proposez un autre "
    "service."
)
FOR_SENDER: dict[str, Any] = {
    S.SENT: _("La structure répond par un lien. Sa réponse arrive dans vos messages."),
    S.ACCEPTED: _(
        "La structure appelle la personne et fixe un rendez-vous. La date arrive dans vos messages."
    ),
    S.APPOINTED: _(
        "Rappelez le rendez-vous à la personne. Ensuite, la structure vous dit si elle est venue."
    ),
    S.MISSED: _(
        "Appelez la personne : qu’est-ce qui l’a empêchée ? La structure peut fixer un autre rendez-vous ; "
        "ou orientez-la ailleurs."
    ),
    S.MET: ASKED_LATER,
    S.DONE_BY_PHONE: ASKED_LATER,
    S.REFUSED: _("Dites-le à la personne, et proposez-lui un autre service."),
    S.EXPIRED: _("La structure n’a pas répondu. Dites-le à la personne, et proposez-lui un autre service."),
    S.DECLINED: _("C’est fini : la structure ne voit plus la personne par cette orientation."),
    S.CANCELED: _("C’est fini : la structure ne voit plus la personne par cette orientation."),
}
FOR_RECEIVER: dict[str, Any] = {
    S.SENT: _("Appelez la personne, puis répondez : un rendez-vous, oui, ou non et pourquoi."),
    S.ACCEPTED: _("Appelez la personne, et fixez un rendez-vous avec elle."),
    S.APPOINTED: _(
        "Après le rendez-vous, dites si elle est venue : qui vous l’a envoyée attend de le savoir."
    ),
    S.MISSED: _("Rappelez la personne, et fixez un autre rendez-vous si elle le souhaite."),
    S.MET: ASKED_LATER,
    S.DONE_BY_PHONE: ASKED_LATER,
    S.REFUSED: _("C’est fini pour vous. Qui vous l’a envoyée cherche un autre service."),
    S.EXPIRED: _(
        "Elle est close sans réponse. Si vous pouvez accueillir la personne, appelez qui vous l’a envoyée."
    ),
    S.DECLINED: _("C’est fini : vous n’avez plus rien à faire."),
    S.CANCELED: _("C’est fini : vous n’avez plus rien à faire."),
}
