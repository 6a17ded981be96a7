"""Registrations with outside authorities, and the official forms that are drawn up from what is stored.

Vocabulary: a *filing* (备案) is one registration of a system with an authority, under a number; its *cancellation* is the filed
row that says it is gone there too, with the hash of the receipt; a *paper* is an official form drawn up from the case, to
print or as .docx. Never writes to an authority's system.
"""
