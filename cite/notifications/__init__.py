"""Messages written with the decision that causes them, and sent afterwards: e-mail, SMS, inbox."""
