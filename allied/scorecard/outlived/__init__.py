"""Measures that have outlived their use: named with the reason, retired, brought back.

`reasons` the rule · `grounds` where other contexts say what they know · `queries` and `views` the
page. Retiring itself is a service of measures. Worked examples: docs/algorithms/outlived.md.
"""
