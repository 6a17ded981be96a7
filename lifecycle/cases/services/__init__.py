"""The only hand that writes cases."""

from lifecycle.cases.services.execution import execute
from lifecycle.cases.services.opening import open_case

__all__ = ["execute", "open_case"]
