# The same as arrays.m with NumPy.
import numpy as np
from time import perf_counter


def report(name, count, f):
    best, spent = float("inf"), 0.0
    while spent < 0.06:
        start = perf_counter()
        f()
        took = perf_counter() - start
        best = min(best, took)
        spent += took
    print("%s\t%.6g" % (name, best / count * 1e9))


n = 10**6
x = np.linspace(0, 10, n)
y = np.mod(np.arange(1, n + 1) * 0.61803398875, 1)
z = y - 0.5
A = np.asfortranarray(y.reshape(1000, 1000, order="F"))
row, column, odd = A[0:1, :].copy(), A[:, 0:1].copy(), x > 5
pick = np.floor(y * n).astype(int)
generator = np.random.default_rng(1)
for k in range(30):
    warm = np.sin(x) + y
report("sin(x).^2 + exp(-x).*x", n, lambda: np.sin(x)**2 + np.exp(-x)*x)
report("sin", n, lambda: np.sin(x))
report("cos", n, lambda: np.cos(x))
report("exp", n, lambda: np.exp(z))
report("log", n, lambda: np.log(y))
report("sqrt", n, lambda: np.sqrt(y))
report("tanh", n, lambda: np.tanh(z))
report("1 ./ (1 + exp(-x))", n, lambda: 1 / (1 + np.exp(-z)))
report("x.^2", n, lambda: x**2)
report("x.^3", n, lambda: x**3)
report("x.^1.5", n, lambda: x**1.5)
report("x + 1", n, lambda: x + 1)
report("x.*y + z", n, lambda: x*y + z)
report("x ./ y", n, lambda: x / y)
report("abs", n, lambda: np.abs(z))
report("floor", n, lambda: np.floor(x))
report("mod", n, lambda: np.mod(x, 3))
report("x > 5", n, lambda: x > 5)
report("(x > 5) & (y < 0.5)", n, lambda: (x > 5) & (y < 0.5))
report("sum", n, lambda: y.sum())
report("mean", n, lambda: y.mean())
report("var", n, lambda: y.var(ddof=1))
report("median", n, lambda: np.median(y))
report("prod", n, lambda: y.prod())
report("max", n, lambda: y.max())
report("any", n, lambda: (z > 1).any())
report("cumsum", n, lambda: y.cumsum())
report("diff", n, lambda: np.diff(y))
report("sort", n, lambda: np.sort(y))
report("find", n, lambda: np.flatnonzero(odd))
report("unique", n, lambda: np.unique(pick))
report("x(mask)", n, lambda: x[odd])
report("x(indices)", n, lambda: x[pick])
report("x(2:end) - x(1:end-1)", n, lambda: x[1:] - x[:-1])
report("dot", n, lambda: x.dot(y))
report("norm", n, lambda: np.linalg.norm(y))
report("A + row", n, lambda: A + row)
report("A + column", n, lambda: A + column)
report("A'", n, lambda: np.asfortranarray(A.T))
report("sum(A, 1)", n, lambda: A.sum(axis=0))
report("sum(A, 2)", n, lambda: A.sum(axis=1))
report("max(A, [], 2)", n, lambda: A.max(axis=1))
report("A * column", n, lambda: A @ column)
report("A(:, 2:999)", n, lambda: A[:, 1:999].copy(order="F"))
report("[A A]", 2 * n, lambda: np.hstack((A, A)))
report("repmat", 4 * n, lambda: np.tile(A, (2, 2)))
report("zeros", n, lambda: np.full((1000, 1000), 0.0))
report("1:n", n, lambda: np.arange(1.0, n + 1) + 0)
report("linspace", n, lambda: np.linspace(0, 10, n))
report("rand", n, lambda: generator.random(n))
report("randn", n, lambda: generator.standard_normal(n))
report("x + y of 10 entries", 1, lambda: row[0, 0:10] + row[0, 10:20])
