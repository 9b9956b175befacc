"""Initiatives: work that is meant to move measures.

`progress` the rule of milestones and lights · `tensions` milestones green, measure red, and
measures off track that nothing is to move · `gantt` the drawing · `services` writes · `queries`
what the pages show. Rules and worked numbers: docs/algorithms/initiatives.md.
"""
