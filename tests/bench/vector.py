import numpy as np
x = np.linspace(0, 10, 10**6)
s = 0.0
for k in range(10):
    s += (np.sin(x)**2 + np.exp(-x)*x).sum()
print("%.6f" % s)
