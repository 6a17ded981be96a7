"""What was promised at admission: indicators with target, population, due dates, data source and a post that answers for it.

Vocabulary: an *indicator* says what is counted, in which unit and which way is better; the *library* holds those anybody may
use, each with its source (依据), to which the data bureau adds its own and from which it withdraws them; a *commitment* (立项承诺) is
one indicator with baseline, target, due dates and tolerance, promised for one system by one case; a *verdict* compares it with
a measured value. A promise is a row for ever. Never measures (that is ``evaluations``), never decides.
"""
