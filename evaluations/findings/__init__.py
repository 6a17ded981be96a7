"""What the measurements suggest: signals, findings, the nightly sweep, and the people who confirm or dismiss.

Vocabulary: a *signal* is one test with an enter and a leave line, answered yes, no or not enough data; a *finding* is what
signals say about one system, under one version of the *policy*; a *limb* is one of the five of 国办发〔2017〕39号; a *tier* says
how sure; a *rhythm* is the calendar a system is meant to be used by; an *incident* is a week in which a collector failed.
A finding never decides, and no data is never read as no use.
"""
