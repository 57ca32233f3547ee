np.dot(u, v), x[0], lambda x: x, A @ B, True, len(x), x**2, def f(x):
