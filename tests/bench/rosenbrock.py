x, y, rate = -1.2, 1.0, 1e-3
for i in range(10**7):
    gx = -2*(1 - x) - 400*x*(y - x**2)
    gy = 200*(y - x**2)
    x -= rate*gx
    y -= rate*gy
print("%.6f %.6f" % (x, y))
