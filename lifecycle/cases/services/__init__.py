"""The only hand that writes cases."""

from lifecycle.cases.services.bulk import execute_many
from lifecycle.cases.services.execution import execute
from lifecycle.cases.services.opening import open_case

__all__ = ["execute", "execute_many", "open_case"]
