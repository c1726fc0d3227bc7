"""Calls every GET of the API by the client that openapi-python-client made of its description, with what each needs
and with every further parameter by its example; prints what went wrong as JSON: every_get.py FOLDER DESCRIPTION URL"""

import enum
import importlib
import json
import re
import sys
import traceback
import typing

folder, description, url = sys.argv[1:]
sys.path.insert(0, folder)
client_module = importlib.import_module("client")
document = json.load(open(description, encoding="utf8"))


def snake(name):
    """As the generator writes names of operations and parameters."""
    words = re.sub(r"([a-z0-9])([A-Z])|[-.]", lambda found: f"{found[1]}_{found[2]}" if found[1] else "_", name)
    return words.lower()


def argument(function, parameter, value):
    """A value as the client takes it: of a closed list a member of its class."""
    name = snake(parameter["name"])
    hints = typing.get_type_hints(function)
    name = name if name in hints else f"{name}_"
    todo, classes = [hints[name]], []
    while todo:
        hint = todo.pop()
        classes += [hint] if isinstance(hint, type) and issubclass(hint, enum.Enum) else []
        todo += typing.get_args(hint)
    as_taken = (lambda each: classes[0](each)) if classes else (lambda each: each)
    return name, [as_taken(each) for each in value] if isinstance(value, list) else as_taken(value)


# A status that is not described is raised.
client = client_module.Client(base_url=url, raise_on_unexpected_status=True)
wrong, operations, calls = [], 0, 0
for path, methods in document["paths"].items():
    operation = methods.get("get")
    if operation is None or operation.get("security"):
        continue
    operations += 1
    tag, name = snake(operation["tags"][0]), snake(operation["operationId"])
    try:
        function = importlib.import_module(f"client.api.{tag}.{name}").sync_detailed
    except ImportError as error:
        wrong.append(f"{path}: {error}")
        continue
    parameters = operation.get("parameters", [])
    needed = [each for each in parameters if each.get("required")]
    further = [each for each in parameters if each["in"] == "query" and not each.get("required")]
    given = dict(argument(function, each, each["example"]) for each in needed)
    for parameter in [None, *further]:
        examples = [] if parameter is None else parameter["schema"].get("examples", [])
        # A cursor is cut from the page before it; of a record that refers to nothing nothing can be included.
        if parameter is not None and (parameter["name"] == "cursor" or examples == [[]]):
            continue
        try:
            more = {} if parameter is None else dict([argument(function, parameter, examples[0])])
            calls += 1
            # With these the answer is text; the generator reads one form of an answer, and sends for all.
            if parameter is not None and parameter["name"] in ("style", "locale", "layout"):
                module = sys.modules[function.__module__]
                answer = client.get_httpx_client().request(**module._get_kwargs(**given, **more))
            else:
                answer = function(client=client, **given, **more)
            if answer.status_code != 200:
                wrong.append(f"{path} {more}: {answer.status_code} {answer.content[:200]}")
            elif answer.headers["content-type"].startswith("application/json") and answer.parsed is None:
                wrong.append(f"{path} {more}: not read")
        except Exception:
            wrong.append(f"{path} {parameter and parameter['name']}: {traceback.format_exc(limit=-2)}")

statements = importlib.import_module("client.api.statements.list_statements").sync(
    client=client, speaker=["sergey-lavrov"], limit=1
)
first = statements.data[0]
print(json.dumps({"wrong": wrong, "operations": operations, "calls": calls, "first": [type(first).__name__, first.speakers]}))
