"""How well the engine finds what people judged relevant: sets in, nDCG, MRR and recall out.

Speaks to the engine as every user does; the figures are those of the program as it is installed.
"""
