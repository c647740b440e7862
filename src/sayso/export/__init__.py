"""What leaves sayso: the trace document and JSON lines."""
