"""Run translated lines and compare what they compute with the values given.

Reads blocks from standard input, writes one line for each: its number, a tab, and "ok" or what
is wrong.  Leaves with 77 when NumPy and SciPy are not installed.
"""

import ast
import contextlib
import io
import sys
import warnings

try:
    import numpy as np
    import scipy
except ImportError:
    sys.exit(77)

warnings.simplefilter("ignore")
np.seterr(all="ignore")


def shape_of(x):
    return tuple(n for n in np.shape(x) if n != 1)


def difference(got, wanted, tolerance):
    if isinstance(wanted, str):
        return None if got == wanted else f"got {got!r}, not {wanted!r}"
    if isinstance(got, int) and abs(got) > 2**53:
        got = float(got)  # Python's whole numbers have no end
    got = np.asarray(got)
    wanted = np.asarray(wanted)
    if got.size == 0 and wanted.size == 0:
        return None
    if shape_of(got) != shape_of(wanted):
        return f"shape {np.shape(got)}, not {np.shape(wanted)}"
    if got.dtype.kind not in "biufc":
        return f"it is {got.dtype}"
    a = np.ravel(got, order="F").astype(complex)
    b = np.ravel(wanted, order="F").astype(complex)
    if np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True):
        return None
    return f"got {got!r}, not {wanted!r}"


def judge(block):
    scope = {}
    try:
        program = ast.parse(block["code"])
        if block["name"]:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(program, "code", "exec"), scope)
            got = scope[block["name"]]
        else:
            last = ast.Expression(program.body.pop().value)
            exec(compile(program, "code", "exec"), scope)
            got = eval(compile(last, "code", "eval"), scope)
        wanted = eval(block["value"], {"np": np})
        return difference(got, wanted, block["tolerance"]) or "ok"
    except ImportError as problem:
        return f"skip {problem}"
    except Exception as problem:  # whatever the translation may do
        return f"{type(problem).__name__}: {problem}"


def main():
    for text in sys.stdin.read().split("\0"):
        if not text.strip():
            continue
        number, name, tolerance, value, code = text.split("\n", 4)
        block = {"name": name, "tolerance": float(tolerance), "value": value, "code": code}
        print(number, judge(block).replace("\n", " ")[:300], sep="\t")


main()
