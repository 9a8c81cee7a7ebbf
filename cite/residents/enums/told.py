"""What a resident is told in her language: a sharing of hers stops, an appointment changes; never with whom."""

from django.utils.translation import gettext_lazy as _

STOPPED_SUBJECT = _("Un partage de votre dossier est arrêté")
STOPPED_BODY = _(
    "Bonjour,\n\nLe {day}, un partage de votre dossier a été arrêté. C’est noté par : {who}.\n\nVous ne l’avez pas "
    "demandé ? Dites-le à la personne qui vous accompagne. Votre accompagnement continue.\n\n{territory}\n{link}"
)
STOPPED_SMS = _(
    "Le {day}, un partage de votre dossier a été arrêté. C’est noté par : {who}. Vous ne l’avez pas demandé ? Dites-le "
    "à la personne qui vous accompagne."
)
BY_HERSELF = _("vous-même")

MOVED_SUBJECT = _("Votre rendez-vous a changé")
MOVED_BODY = _(
    "Bonjour,\n\nVotre rendez-vous du {before} a changé. Il est maintenant le {day} à {hour}.\n\nPour savoir où, ou si "
    "vous ne pouvez pas venir, appelez la personne qui vous accompagne.\n\n{territory}\n{link}"
)
MOVED_SMS = _(
    "Votre rendez-vous du {before} a changé. Il est maintenant le {day} à {hour}. Pour savoir où, ou si vous ne pouvez "
    "pas venir, appelez la personne qui vous accompagne."
)
CANCELED_SUBJECT = _("Votre rendez-vous est annulé")
CANCELED_BODY = _(
    "Bonjour,\n\nVotre rendez-vous du {day} est annulé : ne venez pas. Ce n’est pas de votre faute.\n\nAppelez la "
    "personne qui vous accompagne : elle vous dira la suite.\n\n{territory}\n{link}"
)
CANCELED_SMS = _(
    "Votre rendez-vous du {day} est annulé : ne venez pas. Appelez la personne qui vous accompagne : elle vous dira la "
    "suite."
)
