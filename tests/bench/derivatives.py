# Exact derivatives with SymPy, its cache emptied before each, as a learner meets them.
import sys
import time

try:
    import sympy
    from sympy.core.cache import clear_cache
except ImportError:
    sys.exit(0)

x, y = sympy.symbols("x y")


def report(name, f, n=3):
    best = float("inf")
    for _ in range(n):
        clear_cache()
        start = time.perf_counter()
        f()
        best = min(best, time.perf_counter() - start)
    print(f"{name}\t{best * 1e9:.6g}")


lesson = x**2 * sympy.sin(3 * x + 1)
long = sum(sympy.sin(k * x + 1) * sympy.exp(-(x**2) / (k + 1)) for k in range(1, 72))
product = sympy.prod([x**2 + k * x + 1 for k in range(1, 40)])
nested = x
for _ in range(10):
    nested = nested * sympy.sin(nested) + 1
valley = (1 - x) ** 2 + 100 * (y - x**2) ** 2
report("diff of x^2*sin(3*x + 1)", lambda: sympy.diff(lesson, x))
report("diff of 71 terms, 1,000 nodes", lambda: sympy.diff(long, x))
report("diff of a product of 39 quadratics", lambda: sympy.diff(product, x))
report("diff of n*sin(n) + 1 in itself, 10 levels", lambda: sympy.diff(nested, x))
report("hessian of Rosenbrock's valley", lambda: sympy.hessian(valley, [x, y]))
report("taylor of exp(sin(x)), degree 8", lambda: sympy.series(sympy.exp(sympy.sin(x)), x, 0, 9))
