s = 'it''s'; t = ["a\tb\x41\101", s, 65]; printf("%5.2f|%-8s|%d\n", pi, 'ab', [1 2 3]); sprintf('%g', 1e10)
