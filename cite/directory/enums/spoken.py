"""The languages in which somebody may be welcomed, by their codes of ISO 639-1 (639-3 where it has none)."""

from django.utils.translation import gettext_lazy as _

SPOKEN_LANGUAGES: dict[str, str] = {
    "fr": _("Français"),
    "ar": _("Arabe"),
    "tr": _("Turc"),
    "pt": _("Portugais"),
    "es": _("Espagnol"),
    "en": _("Anglais"),
    "it": _("Italien"),
    "sq": _("Albanais"),
    "ro": _("Roumain"),
    "ru": _("Russe"),
    "uk": _("Ukrainien"),
    "hy": _("Arménien"),
    "ka": _("Géorgien"),
    "fa": _("Persan, dari"),
    "ps": _("Pachto"),
    "ku": _("Kurde"),
    "so": _("Somali"),
    "ti": _("Tigrigna"),
    "bm": _("Bambara"),
    "ff": _("Peul"),
    "ln": _("Lingala"),
    "wo": _("Wolof"),
    "zh": _("Chinois"),
    "vi": _("Vietnamien"),
    "ta": _("Tamoul"),
    "kab": _("Kabyle"),
    "fsl": _("Langue des signes française"),
}
"""French first, then the most spoken in the districts; the form lists them in this order."""
