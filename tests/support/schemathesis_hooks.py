"""What Schemathesis has to know of the service beside its description.

How values of two formats look, and when a request that is as described may be refused all the same: by what the
graph holds (records, cursors, revisions), and where two parameters, or a parameter and Accept, exclude one another,
which OpenAPI cannot say. A refusal for anything else is told.
"""

import re

import schemathesis
from hypothesis import strategies

DATES = ["2025-02-20", "2025-02", "2025", "2025~", "2025-21", "2024-12-31/2025-01", "../2025", "202X"]
schemathesis.openapi.format("edtf", strategies.sampled_from(DATES))
schemathesis.openapi.format("bcp47", strategies.sampled_from(["en", "ru", "zh-Hant", "ru-Latn", "ar"]))

KNOWN_TO_THE_GRAPH = {"unknown-record", "unknown-include", "invalid-cursor", "cursor-mismatch", "unknown-facet"}
EXCLUDE_ONE_ANOTHER = re.compile(
    "given together with|references have only|a table has only|is whole; leave|and not both|leave one of|leave lang out|lies after|is (?:an? )?other"
)
NEEDS_WORDS = re.compile("has no word to look for|it is empty|it could be anywhere|has no letter|is no identifier that is known|is no language tag|still to come|newest change set is")
BY_STATE = {401, 403, 404, 406, 409, 410, 412, 422, 428, 429, 503}


@schemathesis.check
def refused_as_described(ctx, response, case):
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code < 400:
        return
    if response.status_code in BY_STATE:
        return
    problem = response.json()
    for fault in problem.get("errors") or [problem]:
        told = fault.get("detail", "")
        if fault.get("code") not in KNOWN_TO_THE_GRAPH and not re.search(EXCLUDE_ONE_ANOTHER, told) and not re.search(NEEDS_WORDS, told):
            where = fault.get("parameter") or fault.get("pointer")
            raise AssertionError(f"{response.status_code} for a request that is as described: {where}: {told}")
