"""The languages that people speak here, as professionals name them; those she is written to are `core.languages`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Spoken(models.TextChoices):
    """A spoken language (ISO 639-1), and « another »: nobody is asked where she was born."""

    FRENCH = "fr", _("français")
    ARABIC = "ar", _("arabe")
    TURKISH = "tr", _("turc")
    PORTUGUESE = "pt", _("portugais")
    SPANISH = "es", _("espagnol")
    ENGLISH = "en", _("anglais")
    ITALIAN = "it", _("italien")
    ALBANIAN = "sq", _("albanais")
    ROMANIAN = "ro", _("roumain")
    RUSSIAN = "ru", _("russe")
    UKRAINIAN = "uk", _("ukrainien")
    ARMENIAN = "hy", _("arménien")
    GEORGIAN = "ka", _("géorgien")
    PERSIAN = "fa", _("persan, dari")
    PASHTO = "ps", _("pachto")
    KURDISH = "ku", _("kurde")
    BERBER = "ber", _("berbère")
    WOLOF = "wo", _("wolof")
    FULA = "ff", _("peul")
    BAMBARA = "bm", _("bambara")
    SONINKE = "snk", _("soninké")
    SOMALI = "so", _("somali")
    TIGRINYA = "ti", _("tigrigna")
    LINGALA = "ln", _("lingala")
    COMORIAN = "zdj", _("comorien")
    CHINESE = "zh", _("chinois")
    VIETNAMESE = "vi", _("vietnamien")
    TAMIL = "ta", _("tamoul")
    SIGN = "sgn", _("langue des signes")
    OTHER = "other", _("une autre langue")
