"""Where a stored file is given back, and where those in quarantine are listed."""
