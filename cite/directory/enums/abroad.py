"""What residents who read the site in another language type in the search, though it asks for French words.

Under each French expression, how one says it in English, Arabic, Turkish, Spanish and Portuguese. Words that French
also has, or that mean something else in another of these languages, are not there (« car », « para », « araba »).
"""

_SAID_ABROAD = {
    "travail": """work, find work, working, عمل, العمل, شغل, وظيفة, iş arıyorum, çalışmak, trabajo, trabajar, empleo,
        trabalho, trabalhar, emprego""",
    "formation": "training, apprenticeship, تكوين, التكوين, تدريب, eğitim, curso, estágio",
    "apprendre un métier": "meslek",
    "cours de français": "learn french, speak french, french, الفرنسية, فرنسي, تعلم الفرنسية, fransızca, francés",
    "garder mes enfants": """childcare, child, children, babysitter, طفل, طفلي, أطفال, أطفالي, حضانة, روضة, çocuk,
        çocuğum, kreş, bebek, niño, niña, niños, filho, filha, filhos, criança, crianças""",
    "permis": """driving licence, driving license, driving, رخصة السياقة, السياقة, ehliyet, conducir, conduzir,
        carta de condução""",
    "timide": "shy, afraid, خائف, خائفة, utangaç, miedo, medo",
    "pas confiance": "الثقة بالنفس",
    "médecin": "doctor, health, طبيب, الطبيب, صحة, مريض, مريضة, doktor, sağlık, hastane, salud, saúde",
    "dentiste": "dişçi",
    "ordinateur": "computer, حاسوب, كمبيوتر, إنترنت, bilgisayar, ordenador, computador",
    "les papiers": "paperwork, وثائق, أوراق, إقامة, oturma izni, evrak, papeles, papéis",
    "dettes": "debt, money, ديون, فاتورة, borç, fatura, deudas, dinero, dívidas, dinheiro",
    "hlm": "housing, سكن, السكن, إيجار, kira, konut, vivienda, alquiler, habitação",
    "le soir": "evening, in the evening, المساء, في المساء, akşam, akşamları, noite, à noite",
    "le samedi": "saturday, السبت, يوم السبت, cumartesi, sábado",
    "le dimanche": "sunday, الأحد, يوم الأحد, pazar, domingo",
    "à mon compte": "start a business, مشروع, iş kurmak, negocio",
}

ABROAD: dict[str, str] = {
    " ".join(words.split()): french for french, listed in _SAID_ABROAD.items() for words in listed.split(",")
}
"""What is said abroad, and the French expression that means the same."""
