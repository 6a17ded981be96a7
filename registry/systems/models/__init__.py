"""The register."""

from registry.systems.models.facts import Contract, DataSet, Interface, Predecessor
from registry.systems.models.importing import CodeSeries, ImportBatch
from registry.systems.models.register import AccessPath, System

__all__ = ["AccessPath", "CodeSeries", "Contract", "DataSet", "ImportBatch", "Interface", "Predecessor", "System"]
