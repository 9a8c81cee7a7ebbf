"""The rules of messages: when they may leave, what they may say, to which address."""
