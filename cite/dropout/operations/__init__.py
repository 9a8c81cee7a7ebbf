"""Every write of signs, alerts and thresholds."""
