"""Every read of signs, alerts and thresholds."""
