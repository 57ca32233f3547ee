# plots.py -- matplotlib's part of `plots`: COUNT pictures, or one of a million points.
import os

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

count = int(os.environ["COUNT"])
figure = plt.figure(figsize=(9, 6.3), dpi=100)
if count == 0:
    x = np.linspace(0, 100, 10**6)
    plt.plot(x, np.sin(x) + 0.1 * np.cos(99 * x))
    plt.savefig("million.png")
for k in range(count):
    figure.clf()
    x = np.linspace(0, 10, 200)
    plt.plot(x, np.sin(x), label="sin")
    plt.plot(x, np.cos(x), label="cos")
    plt.title("Two waves")
    plt.legend()
    plt.savefig("picture-%d.png" % k)
