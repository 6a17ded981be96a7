"""Does a system earn its keep? Stands on ``lifecycle`` and ``registry``."""
