"""How every list page works: query row, columns, order, pages, saved views, export; and lists of the API told in lines. Knows no
other room's subject.

A *list page* shows one queryset through *columns*; its *state* (filters, order, columns, density, page) is its address, so
it can be sent to a colleague. A *saved view* is such an address with a name. It is a person's convenience, not a fact about
a system: it never enters the ledger and is never needed to read anything.
"""
