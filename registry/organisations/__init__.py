"""Who may act: organisations, people, memberships (a role in an organisation), relations between organisations, tokens.

Vocabulary: a *membership* is a role a person holds in an organisation for a time; every right in the lifecycle comes from
one. A *relation* between organisations (builds for, contracts with, oversees) is what independence is judged on. Never
ranks people, villages or townships; a superuser has no workflow right.
"""
