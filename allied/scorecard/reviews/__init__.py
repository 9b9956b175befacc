"""Reviews: the scorecard as a committee saw it, frozen, read and compared.

`payload` writes and reads the frozen copy, which holds all that a page shows of it; `services`
freezes; `queries` finds; `compare` tells what moved between two.
"""
