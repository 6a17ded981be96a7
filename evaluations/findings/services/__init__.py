"""What is written: sweeps, and what people make of findings."""

from evaluations.findings.services.sweeping import sweep

__all__ = ["sweep"]
