# many numbers at once, beside one at a time
> x = [linspace(-40, 40, 997), 0, -0, pi, 2*pi, 1e5, 1e9, 1e300, 2^-1060, 710, -745];
> max(abs(sin(x) - arrayfun(@sin, x))) <= 2.3e-16
ans = 1
> max(abs(cos(x) - arrayfun(@cos, x))) <= 2.3e-16
ans = 1
> e = arrayfun(@exp, x); f = exp(x); k = isfinite(e) & e > 0;
> max(abs(f(k) ./ e(k) - 1)) <= 2.3e-16, isequal(f(~k), e(~k))
ans = 1
ans = 1
> p = abs(x(x != 0)); l = arrayfun(@log, p);
> max(abs(log(p) - l) ./ max(abs(l), 0.5)) <= 2.3e-16
ans = 1
> y = exp([Inf, -Inf, NaN, zeros(1, 400)]); y(1:4)
ans =

   Inf     0   NaN     1

> y = log([Inf, 0, NaN, ones(1, 400)]); y(1:4)
ans =

   Inf  -Inf   NaN     0

> y = sin([Inf, 1e22, NaN, zeros(1, 400)]); y(1:4)
ans =

      NaN  -0.8522      NaN        0

> y = sqrt([4 9 -1 * ones(1, 300)]); y(3)
ans =  0 + 1i
> s = 0; for n = [255 256 257 511 512 513], v = ones(1, n); s += sum(exp(v * 0) + v) == 2*n; end, s
s = 6
# memory used again
> a = [1 2 3]; b = a; a = a + 1; a += a; b, a
b =

   1   2   3

a =

   4   6   8

> c = -(a - 1) .* (a + 1) / 2
c =

   -7.5000  -17.5000  -31.5000

> 10 - (a + 0), (a + 0) - 10, 24 ./ (a + 0)
ans =

   6   4   2

ans =

  -6  -4  -2

ans =

   6   4   3

> a = a .^ 2
a =

   16   36   64

> (a + 0) .^ -1 .* a
ans =

   1   1   1

> d = (a + 0) - a'; d(2, :)
ans =

  -20    0   28

> h = @(v) (v - 1) .^ 2 + a; h([1 2 3]), a
ans =

   16   37   68

a =

   16   36   64

> w = sqrt(a + 0) + abs(-a)
w =

   20   42   72

# beside the counter
> q = [1 1 0 0 0 0]; for i = 3:6, q(i) = q(i-1) + q(i - 2); end, q
q =

   1   1   2   3   5   8

> i = 2; q(i+1), q(i + 100)
ans = 2
error: index 102 is outside q, which is 1x6
  i = 2; q(i+1), q(i + 100)
                 ^^^^^^^^^^
  its indices go from 1 to 6; the last is q(end)
> q(i - 2)
error: index 0: indices start at 1 here
  q(i - 2)
  ^^^^^^^^
  the first element is q(1)
> i = 1.5; q(i - 1)
error: index 0.5: an index must be a whole number
  i = 1.5; q(i - 1)
           ^^^^^^^^
  round, floor and ceil make whole numbers
> i = [1 2]; q(i + 1)
ans =

   1   2

> g = @(t) 10 * t; i = 4; g(i - 1)
ans = 30
# calls
> function r = fib(n)
..   if n < 2, r = n; else, r = fib(n - 1) + fib(n - 2); end
.. end
> fib(20)
ans = 6765
> function r = none(n)
..   if n > 100, r = 1; end
.. end
> none(1);
> none(101)
ans = 1
> function r = shrink(v)
..   if numel(v) == 1, r = v; else, u = v(2:end); u(1) = u(1) + v(1); r = shrink(u); end
.. end
> z = 1:10; shrink(z), z(1)
ans = 55
ans = 1
> function r = down(n)
..   if n == 0, r = [1 2] * [3 4]; else, r = down(n - 1); end
.. end
> try, down(5), catch err, disp(err.message(1:10)), end
1x2 times 
> function r = safe(n)
..   try, r = down(n); catch, r = -1; end
.. end
> function r = twice(n)
..   r = safe(n) + safe(n + 1);
.. end
> twice(3)
ans = -2
> function r = even(n)
..   if n == 0, r = true; return, end
..   r = odd(n - 1);
.. end
> function r = odd(n)
..   if n == 0, r = false; else, r = even(n - 1); end
.. end
> even(200), even(101)
ans = 1
ans = 0
> function r = changes(n)
..   r = n; if n > 0, r = changes(n - 1) + 1; end
.. end
> changes(3), clear n
ans = 3
# functions of the entries of one vector, on bare numbers
> f = @(v) (1 - v(1))^2 + 100*(v(2) - v(1)^2)^2;
> x = fminsearch(f, [-1.2 1]); norm(x - 1) < 1e-6, f([2 3])
ans = 1
ans = 101
> k = 3; g = @(v) (v(1) - k)^2 + cos(v(2)); k = 9; x = fminsearch(g, [0; 3]); size(x), norm(x - [3; pi]) < 1e-6
ans =

   2   1

ans = 1
> fminsearch(@(v) v(1)^2 + v(3), [1 2])
error: index 3 is outside v, which is 1x2
  fminsearch(@(v) v(1)^2 + v(3), [1 2])
                           ^^^^
  its indices go from 1 to 2; the last is v(end)
> abs(fminsearch(@(v) (v(1) - 2)^2, 7) - 2) < 1e-6
ans = 1
> h = @(v) v(1)*sum(v) + v(2); x = fminunc(h, [1 1]); h([3 4])
warning: fminunc: no minimum found from here; f may fall for ever, or try another start
ans = 25
> norm(grad(f, [2 3]) - [802 -200]) < 1e-6
ans = 1
> root = @(v) sqrt(v(1)) + v(2); root([-4 1]), root([4 1])
ans =  1 + 2i
ans = 3
# many entries by masks and lists
> x = 10:10:60; m = x > 25; x(m), x(~m)', x([6 1 1]), y = reshape(x, 2, 3); y(y > 25)', y([1 6; 2 5])
ans =

   30   40   50   60

ans =

   10
   20

ans =

   60   10   10

ans =

   30   40   50   60

ans =

   10   60
   20   50

> x([1 7])
error: index 7 is outside x, which is 1x6
  x([1 7])
  ^^^^^^^^
  its indices go from 1 to 6; the last is x(end)
> x([1 2.5])
error: index 2.5: an index must be a whole number
  x([1 2.5])
  ^^^^^^^^^^
  round, floor and ceil make whole numbers
> x([0 1])
error: index 0: indices start at 1 here
  x([0 1])
  ^^^^^^^^
  the first element is x(1)
> x(logical([0 0 0 0 0 0 1]))
error: index 7 is outside x, which is 1x6
  x(logical([0 0 0 0 0 0 1]))
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  its indices go from 1 to 6; the last is x(end)
> z = sqrt([ones(1, 9000) -4]); z(1), z(9001)
ans = 1
ans =  0 + 2i
> z = log(linspace(1, 2, 5000)); abs(z(5000) - log(2)) < 1e-15
ans = 1
# pieces of vectors
> x = 10:10:60; x(2:4), x(end-1:end), x(3:3), x(3:2), y = x'; y(2:3), s = 'hello'; s(2:4), l = [true false true]; l(1:2)
ans =

   20   30   40

ans =

   50   60

ans = 30
ans = [](1x0)
ans =

   20
   30

ans = ell
ans =

  1  0

> z = [1 2i 3]; z(1:2), A = magic(4); A(2:5), c = {1, 2, 3}; numel(c(1:2)), f = @(v) sum(v); f(1:4)
ans =

   1 + 0i   0 + 2i

ans =

   5   9   4   2

ans = 2
ans = 10
> x(5:7)
error: index 7 is outside x, which is 1x6
  x(5:7)
  ^^^^^^
  its indices go from 1 to 6; the last is x(end)
> x(1:nix)
error: 'nix' is not a variable or a function here
  x(1:nix)
      ^^^
  assign it first: nix = ...
# builtins of two numbers
> x = 10:10:60; g = @(a) max(a, 2)*3; mod(7, 4), g(1), g([1 5]), x(max(1, end-1)), mod([5 6], [3 4])
ans = 3
ans = 6
ans =

    6   15

ans = 50
ans =

   2   2

> mod(-7, 3), mod(7, -3), mod(-6, 3), mod(5, 0), mod(5.5, 2), mod(2^40, 7), 1/mod(-0, 3), mod(-2^31, 7)
ans = 2
ans = -2
ans = 0
ans = 5
ans = 1.5000
ans = 2
ans = Inf
ans = 5
> for k = 1:2, y = mod(k, 2), function r = mod(a, b), r = [7 8]; end, end
y = 1
y =

   7   8

# Masks of whole and broken words of 64 entries: runs, single entries, none.
> x = 1:200; m = mod(x, 3) == 0; [sum(find(m)), sum(x(m)), numel(x(m)), nnz(m)]
ans =

   6633   6633     66     66

> for n = [63 64 65 128 1030], x = 1:n; [sum(x(x > 0)) - n*(n + 1)/2, numel(x(x > n)), x(x > n - 1) - n, sum(find(x ~= 1)) - n*(n + 1)/2 + 1], end
ans =

   0   0   0   0

ans =

   0   0   0   0

ans =

   0   0   0   0

ans =

   0   0   0   0

ans =

   0   0   0   0

> z = zeros(1, 130); z([1 64 65 130]) = [NaN -1 1e-300 Inf]; find(z)
ans =

     1    64    65   130

> find(-zeros(1, 70))
ans = [](1x0)
> numel(find(!(mod(1:1000, 7) == 0)))
ans = 858
# One item of a cell and one field: where they lie, shared ones in a copy.
> c = {1, [1 2], 'a'}; d = c; k = 2; c{k - 1} = 5; c{k} = c{k - 1} + 1; [c{1} c{2}], d{1}, d{2}
ans =

   5   6

ans = 1
ans =

   1   2

> p.x = 1; p.long_name = 2; q = p; p.x = p.long_name * 3; [p.x q.x]
ans =

   6   1

> c = {4}; k = 1; c = c{k}
c = 4
> p.x = 8; p = p.x
p = 8
> c = {1, 2}; k = 3; c{k}
error: index 3 is outside c, which is 1x2
  c = {1, 2}; k = 3; c{k}
                     ^^^^
  its indices go from 1 to 2; the last is c{end}
