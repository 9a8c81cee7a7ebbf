"""What a resident is told of her referral, in her language: that something happened, never what."""

from django.utils.translation import gettext_lazy as _

SENT_SUBJECT = _("Une demande est partie pour vous")
SENT_BODY = _(
    "Bonjour,\n\nUne demande est partie pour vous, avec votre accord. Quelqu’un va vous appeler. Vous pouvez dire "
    "non à tout moment : votre accompagnement continue.\n\n{territory}\n{link}"
)
SENT_SMS = _(
    "Une demande est partie pour vous, avec votre accord. Quelqu’un va vous appeler. Vous pouvez dire non."
)
ANSWERED_SUBJECT = _("Une réponse est arrivée pour vous")
ANSWERED_BODY = _(
    "Bonjour,\n\nUne réponse est arrivée à la demande faite pour vous. Appelez la personne qui vous accompagne : "
    "elle vous dira la suite.\n\n{territory}\n{link}"
)
ANSWERED_SMS = _(
    "Une réponse est arrivée pour vous. Appelez la personne qui vous accompagne : elle vous dira la suite."
)
ENDED_SUBJECT = _("Une demande faite pour vous est arrêtée")
ENDED_BODY = _(
    "Bonjour,\n\nUne demande faite pour vous est arrêtée : n’attendez plus d’appel à ce sujet. Appelez la personne qui "
    "vous accompagne : elle vous dira la suite. Votre accompagnement continue.\n\n{territory}\n{link}"
)
ENDED_SMS = _(
    "Une demande faite pour vous est arrêtée : n’attendez plus d’appel à ce sujet. Appelez la personne qui vous "
    "accompagne : elle vous dira la suite."
)
DECIDED_SUBJECT = _("Ce qui a été décidé avec vous est noté")
DECIDED_BODY = _(
    "Bonjour,\n\nCe qui a été décidé avec vous, à votre rendez-vous, est noté. Pour le lire, demandez la page « Mon "
    "parcours » à la personne qui vous accompagne.\n\n{territory}\n{link}"
)
DECIDED_SMS = _(
    "Ce qui a été décidé avec vous, à votre rendez-vous, est noté. Pour le lire, demandez la page « Mon parcours » à "
    "la personne qui vous accompagne."
)
