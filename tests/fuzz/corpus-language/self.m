s.a = 1; s.a = s; c = {}; c{1} = c; s.b = s;
