# The same as loops.m, where Python has the same.
from math import exp, sin
from time import process_time

enough = 0.06


def report(name, body, n=500, turns=lambda n: n):
    took = 0.0
    while took < enough:
        n *= 2
        start = process_time()
        body(n)
        took = process_time() - start
    print("%s\t%.6g" % (name, took / turns(n) * 1e9))


def scalar(n):
    s = 0.0
    for i in range(1, n + 1):
        x = i * 1e-6
        s = s + sin(x)**2 + exp(-x)*x


def wave(x):
    return sin(x)**2 + exp(-x)*x


def summed(n):
    s = 0.0
    for i in range(1, n + 1):
        s = s + wave(i * 1e-6)


def nested(n):
    s = 0.0
    for i in range(1, n + 1):
        s = s + h(i)


def g(x):
    return x + 1


def h(x):
    return g(x) * 2


def rosenbrock(n):
    x, y, rate = -1.2, 1.0, 1e-3
    for i in range(n):
        gx = -2*(1 - x) - 400*x*(y - x**2)
        gy = 200*(y - x**2)
        x = x - rate*gx
        y = y - rate*gy


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def sum_difference(a, b):
    return a + b, a - b


def two_results(n):
    s = 0.0
    for i in range(1, n + 1):
        a, b = sum_difference(i, s)
        s = a - i


def elements(n):
    x = [0.0] * 1000
    for k in range(n):
        for i in range(1, 1000):
            x[i] = x[i - 1]*0.5 + i


def product(n):
    A, B, C = ([[0.5] * n for i in range(n)] for k in range(3))
    for i in range(n):
        for j in range(n):
            for k in range(n):
                C[i][j] = C[i][j] + A[i][k]*B[k][j]


def conditions(n):
    i, x = 0, 1.0
    while i < n and x > 0:
        if i % 3 == 0 or x > 1e6:
            x = x / 2
        else:
            x = x * 1.5
        i = i + 1


def appended(n):
    x = []
    for i in range(n):
        x.append(i)


def mapped(n):
    return [(lambda x: x**2 + 1)(x) for x in range(n)]


report("s = s + sin(x)^2 + exp(-x)*x", scalar)
report("the same in a function", summed)
report("the same in a handle", summed)
report("a handle in a handle", nested)
report("a step down Rosenbrock's valley", rosenbrock)
report("fib, one call", lambda n: [fib(15) for k in range(n)], 1, lambda n: n * 1973)
report("a function with two results", two_results)
report("x(i) = x(i-1)*0.5 + i", elements, 1, lambda n: n * 999)
report("C(i,j) = C(i,j) + A(i,k)*B(k,j)", product, 4, lambda n: n**3)
report("while, if, mod, && and ||", conditions)
report("x(end+1) = i", appended)
report("arrayfun", mapped)
