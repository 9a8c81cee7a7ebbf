"""What every domain stands on, and which knows no domain: decisions, workflows, base models, text, dates."""
