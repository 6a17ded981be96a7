"""Proof (验证): how often the detector is right, measured on made-up fleets of which the truth is known.

Vocabulary: a *fleet* is what a county's systems did over a year and a half; its *truth* is what each of them really is, and is told
to nobody but the *score*; a *run* is what the detector said at every week end; a *variant* is a run under other numbers or
with a guard taken away, from outside.

The ``generator`` knows the world and not the detector: it reads none of its numbers, and no line of the detector knows the generator.
The ``second`` knows another world: it was written by somebody who had seen neither the detector nor how the first makes use come about.
This room changes no finding and no number; it measures and shows.
"""
