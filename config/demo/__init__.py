"""The demo county: a made-up county, its register, fourteen months of usage, and cases in several states.

Everything enters through the doors real data uses: files, imports, the sweep, commands given by people. Vocabulary: the
*truth* of a demo system is what its generator knows and the detector must find out. Used only when ``DEMO`` is on.
"""
