function r = f(n), if n < 2, r = 1; else, r = n * f(n - 1); end, end, f(5), f(1000)
