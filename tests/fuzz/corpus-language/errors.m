try, error('id:x', 'oh %d', 3), catch err, disp(err.message), end
unwind_protect, x = [1 2](5); unwind_protect_cleanup, y = 1, end_unwind_protect
