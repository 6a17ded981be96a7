"""What has to be settled before a system is off for good: dependants, data, contracts, assets, funds, and what a successor takes over.

Vocabulary: a *matter* is one thing of a retirement case that has to be settled; its *settlement* is the filed row that says
how, with the hash of its receipt; destroying data takes one person who attests and another who witnesses; a *hold* suspends
money or approvals from the decision on until the case ends. Never carries anything out on another system.
"""
