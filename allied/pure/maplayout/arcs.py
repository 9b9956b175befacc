"""Links within a band: what their arcs pass over, and how that changes when an item moves."""

from .crossings import arc_weights, places
from .net import Net


class Arcs:
    """The arcs of one band over an order of its items.

    An arc costs, for each item between its ends, that item's weight: the item itself and the links
    that rise from it. `pulls` is the base of `pull`: for each item, the arcs that begin there less
    those that end there, from left to right.
    """

    def __init__(self, net: Net, band: int, order: list[int]) -> None:
        self.arcs = net.arcs[band]
        self.weight = arc_weights(net, band)
        self.partners: list[list[int]] = [[] for _ in self.weight]
        for one, other in self.arcs:
            self.partners[one].append(other)
            self.partners[other].append(one)
        self.look(order)

    def look(self, order: list[int]) -> None:
        """Take in a new order."""
        self.order, self.at = order, places(order)
        self.pulls = [0] * len(order)
        for one, other in self.arcs:
            self.lean(self.pulls, one, other, 1)

    def lean(self, pulls: list[int], one: int, other: int, weight: int) -> None:
        """Enter one arc: whoever passes its left end comes under it, and leaves past its right."""
        if self.at[one] > self.at[other]:
            one, other = other, one
        pulls[one] += weight
        pulls[other] -= weight

    def pull(self, item: int) -> list[int]:
        """For each other item: the change in the cost of arcs when `item` moves right past it."""
        weight, at = self.weight, self.at
        pulls = [weight[item] * pull for pull in self.pulls]
        for partner in self.partners[item]:
            self.lean(pulls, item, partner, -weight[item])
            for passed in self.order:
                if passed not in (item, partner):
                    right = at[passed] > at[partner]
                    pulls[passed] += weight[passed] if right else -weight[passed]
        return pulls
