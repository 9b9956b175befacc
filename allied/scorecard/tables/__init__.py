"""Tables of a hundred rows and more, written as strings of markup.

A row of the scorecard has nine cells and thirty things that may stand in them. A template takes a
third of a millisecond for it, the strings here a fiftieth of that. So the templates of the pages
hold everything else, and ask these modules for the rows.

Whatever people wrote passes through `escape`; the rest is numbers, keys of closed lists, addresses
by `reverse` and the marks of `ui.marks`, which are markup already. Words of the language are
fetched once a table.
"""
