"""Writing the register: one system at a time, by import, and back."""
