"""What stands against what people want to do with findings, and ``detector``: how measurements become judgements."""
