"""The translations: each room keeps its own ``locale/zh_Hans.po``, all are compiled into the one catalogue Django reads.

English is the source, so it needs no catalogue. No gettext binary is used: Babel reads, checks and compiles.
"""

from config.messages.catalogues import compile_messages

__all__ = ["compile_messages"]
