z = 3 + 4i; [z', z.'; 1i, -1i] ^ 2, sqrt(-1), abs(z), roots([1 0 1])
