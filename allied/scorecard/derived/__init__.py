"""Derived measures: a formula over other measures in place of readings typed by hand.

`catalogue` what a formula may use · `naming` numbers and names in a text · `checking` whether it
holds · `computing` its values · `feeding` recomputing what a change feeds · `services` writes ·
`queries` and `desk` what the pages show.
"""
