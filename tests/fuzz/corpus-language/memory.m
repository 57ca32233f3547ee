x = 1; while true, x = [x, x]; end
