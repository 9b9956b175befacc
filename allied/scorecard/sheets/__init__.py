"""Scorecard sheets: a file in, checked as a whole, and what the actor sees out.

`reading/` turns a file into cells and knows nothing of the business; `rows` and `drafts` turn cells
into measures, targets and readings; `plan` compares them with what is kept; `services` writes.
"""
