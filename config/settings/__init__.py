"""Settings: production where CITE_ENV=production, else a developer's machine."""

from config.env import read_env

ENV = read_env()

if ENV.production:
    from config.settings.production import *  # noqa: F403
else:
    from config.settings.dev import *  # noqa: F403
