"""One invented record read in any format, and what was found; for the tests of what readers survive."""


def one(found):
    (listing,) = found.listings
    return listing


def fields(found):
    return [problem.field for problem in found.problems]


def problems_of(found, word):
    return [p for p in found.problems if word in p.action]
