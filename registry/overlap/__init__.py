"""What is there twice: systems of the register that do what a draft would do.

Vocabulary: an *item* is one function of a description; a *feature* is a pair of characters (or one) of the canonical text, in
which synonyms have become one word; *similarity* says how alike two descriptions are as a whole, *containment* how much of the draft
the other one does already; a *pair* shows which function of the one matches which of the other. A score refuses nothing:
people read the pairs and answer.
"""
