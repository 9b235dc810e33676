"""searchkit beside other search engines, measured in one run; `benchmarks/speed.py` is the command."""
