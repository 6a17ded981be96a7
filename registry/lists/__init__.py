"""How every list page works: query row, columns, order, pages, saved views, export. Knows no other room's subject."""
