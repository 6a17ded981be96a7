"""Who decides, on what evidence, and how a system leaves. Stands on ``registry``."""
