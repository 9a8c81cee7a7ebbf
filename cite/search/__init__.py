"""One search across what each application lets a person see: Ctrl-K on every page."""
