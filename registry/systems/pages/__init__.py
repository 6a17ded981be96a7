"""The pages of the register and of its import."""
