"""How French text is searched, as pure functions: words, questions, mistakes, ranks."""
