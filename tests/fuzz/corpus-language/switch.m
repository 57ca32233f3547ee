switch 'abc', case {'x', 'abc'}, 1, case 2, 2, otherwise, 3, end
