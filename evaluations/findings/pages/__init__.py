"""The pages of this room: the list, one finding with what its signals stand on, and the acts on it."""
