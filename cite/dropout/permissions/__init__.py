"""Who looks at alerts, and who sets the thresholds that open them."""
