"""Runs a notebook and prints, as JSON, the text of each output of its cells: run_notebook.py NOTEBOOK [OUT]"""

import json
import sys

import nbformat
from nbclient import NotebookClient

# What it draws, pictures and their sizes, is told by no more than that it is there.
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
if len(sys.argv) > 2:
    for cell in notebook.cells:
        cell.metadata = {}
    nbformat.write(notebook, sys.argv[2])


def told(output):
    data = output.get("data", {})
    return "picture" if "image/png" in data else data.get("text/plain", output.get("text", ""))


print(json.dumps([[told(output) for output in cell.get("outputs", [])] for cell in notebook.cells]))
