"""What people see of organisations, accounts, roles and tokens, and the forms that change them."""
