for i = 1:3, s = 0; while s < i, s += 1; if s == 2, break, end, end, end, do s--; until s < 0
