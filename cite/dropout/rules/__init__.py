"""The rules of signs and alerts: what happened in, reasons out, without Django."""
