# formulas in blocks, sorting by digits, conditions that jump: all answers are Octave's
> a = (1:2000)/100; b = a - 10;
> s = a; for k = 1:2000, s(k) = sin(a(k))^2 + exp(-a(k))*a(k); end
> max(abs(sin(a).^2 + exp(-a).*a - s)) < 1e-14
ans = 1
> sum((b > 2) & (a < 15))
ans = 299
> class((a > 3) | (b < 1))
ans = logical
> class(2 .* (a > 3) + 1)
ans = double
> class(!(a .* 2 > 4))
ans = logical
> size(sqrt(b) .* 2)
ans =

      1   2000

> isreal(sqrt(b) .* 2)
ans = 0
> sum(a.^2 .* 2 + 1)
ans = 5.3573e+05
> size(a' .* b' + 1)
ans =

   2000      1

> b(1) = NaN; sum(isnan(a.*b + 1))
ans = 1
> x = mod((1:700)*0.61803398875, 1) - 0.5; x(7) = NaN; x(8) = Inf; x(9) = -Inf;
> s = sort(x); s([1 2 698 699 700])
ans =

     -Inf  -0.4993   0.4988      Inf      NaN

> all(diff(s(2:698)) >= 0)
ans = 1
> [s, i] = sort(floor(x*4), 'descend'); s([1 2 3 700]), i([1 2 3 700])
ans =

   NaN   Inf     1  -Inf

ans =

   7   8   3   9

> all(diff(i(s == 1)) > 0)
ans = 1
> unique(floor(x*4))
ans =

  -Inf    -2    -1     0     1   Inf   NaN

> x = x(10:700); median(x) == sort(x)(346)
ans = 1
> median(x(1:690)) == mean(sort(x(1:690))([345 346]))
ans = 1
> f = @(u, v) max(u, v) + mod(u, v) - atan2(0, 1); f(7, 4), f([7 9], 4)
ans = 10
ans =

   10   10

> max([NaN 1; NaN NaN]), max([NaN 1; NaN NaN], [], 2)
ans =

   NaN     1

ans =

     1
   NaN

> A = reshape(1:24, 4, 6); A(2:3, 2:4), A(5:7), A(7:-1:5)
ans =

    6   10   14
    7   11   15

ans =

   5   6   7

ans =

   7   6   5

> A(2:3, 5) = [7; 8]; A(:, 5)'
ans =

   17    7    8   20

> k = 0; while k < 10 && k >= 0 || k == 12, k = k + 1; end, k
k = 10
> if [] | 1 && k, 1, else, 2, end
ans = 2
> function [a, b] = two(x), a = x; if x > 0, b = x + 1; end, end
> [p, q] = two(1)
p = 1
q = 2
