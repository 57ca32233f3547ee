# Linear algebra with NumPy: lines of `name size seconds`, each the best of several runs.
import sys
from time import perf_counter
import numpy as np
from numpy import linalg as la
try:
    from scipy.linalg import lu
except ImportError:
    lu = None

sizes = [int(x) for x in sys.argv[1:]] or [2, 10, 100, 256, 500, 1000]
for n in sizes:
    rng = np.random.default_rng(5)
    A = rng.random((n, n)) - 0.5
    B = rng.random((n, n)) - 0.5
    S = A + A.T
    b = B[:, 0].copy()
    T = rng.random((2 * n, n)) - 0.5
    c = T[:, 0] + 1
    turns = max(1, int(2e6 / (n**3 + 2000)))
    runs = 9 if n < 500 else 3
    work = {
        'product': lambda: A @ B, 'solve': lambda: la.solve(A, b), 'inv': lambda: la.inv(A),
        'det': lambda: la.det(A), 'lu': (lambda: lu(A)) if lu else None,
        'qr': lambda: la.qr(A), 'lstsq': lambda: la.lstsq(T, c, rcond=None),
        'eigsym': lambda: la.eigh(S), 'svd': lambda: la.svd(A), 'eig': lambda: la.eig(A)}
    best = {name: float('inf') for name in work}
    for r in range(runs):
        for name, f in work.items():
            if f is None or (name == 'eig' and n >= 1000 and r > 1):
                continue
            start = perf_counter()
            for _ in range(turns):
                f()
            best[name] = min(best[name], (perf_counter() - start) / turns)
    for name, t in best.items():
        if t < float('inf'):
            print(f'{name} {n} {t:.4g}')
