"""What the measurements suggest: signals, findings, the nightly sweep, and the people who confirm or dismiss.

Vocabulary: a *signal* is one test with an enter and a leave line, answered yes, no or not enough data; a *finding* is what
signals say about one system, under one version of the *policy*; a *tier* says how sure. A finding never decides.
"""
