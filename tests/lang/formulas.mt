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
# slices that are read where they lie, and more operands than a block has places
> x = mod((1:3000) * 0.618, 1); n = 3000; y = x';
> isequal(x(2:end) - x(1:end-1), diff(x))
ans = 1
> isequal(y(2:n) - y(1:n-1), diff(y))
ans = 1
> size(y(1:2000) + y(1001:end))
ans =

   2000      1

> size(x(1:2000) .* x(1001:end) + 1)
ans =

      1   2000

> w = x(2:end) - x(1:end-1) > 0; class(w), isequal(w, diff(x) > 0)
ans = logical
ans = 1
> h = (x > 0.5); sum(h(1:2000) & h(2:2001)), sum(h(2:end) .* x(2:end) < 0.7)
ans = 232
ans = 2100
> isequal(sin(x(3:end)).^2 + x(3:end), (sin(x).^2 + x)(3:end))
ans = 1
> isequal(x(1:2000) + x(2000:-1:1), x(1:2000) + fliplr(x(1:2000)))
ans = 1
> size(x(5:5) + x(1:2000))
ans =

      1   2000

> size(x(3:2) + x(4:3))
ans =

   1   0

> size(x(1:2) + y(1:2000))
ans =

   2000      2

> A = reshape(x, 1500, 2); size(A(1:2999) - A(2:end))
ans =

      1   2999

> isequal(A(1:2999) + 0, x(1:2999)), isequal(x(1:2000) + A(1:1500, 2)(1), x(1:2000) + x(1501))
ans = 1
ans = 1
> z = x; z(2:end) = z(2:end) - z(1:end-1); isequal(z(2:end), diff(x))
ans = 1
> k = 2.5; g = @(v) v(2:end) + v(1:end-1); sum(g(x) == x(2:end) + x(1:2999)), g([1 2 4])
ans = 2999
ans =

   3   6

> c = x + 1i; isequal(c(2:end) - c(1:end-1), diff(x))
ans = 1
> m = 0; for k = 1:3, m = m + sum(x(k:k+1999) .* x(k+1:k+2000)); end, abs(m - (x(1:2000)*x(2:2001)' + x(2:2001)*x(3:2002)' + x(3:2002)*x(4:2003)')) < 1e-9
ans = 1
> a = x; r = a.*a+(a.*a+(x.*x+(y'.*x))); size(r)
ans =

      1   3000

> t = x(1:n) .^ 1.5; isequal(t(7:20), x(7:20) .^ 1.5), isequal(t(3000), x(3000) ^ 1.5)
ans = 1
ans = 1
> for k = 1:24, eval(sprintf('a%d = x + %d;', k, k)); end
> r = a1.*a2 + (a3.*a4 + (a5.*a6 + (a7.*a8 + (a9.*a10 + (a11.*a12 + (a13.*a14 + (a15.*a16 + (a17.*a18 + (a19.*a20 + (a21.*a22 + a23)))))))))); size(r), r(1) == a1(1)*a2(1) + (a3(1)*a4(1) + (a5(1)*a6(1) + (a7(1)*a8(1) + (a9(1)*a10(1) + (a11(1)*a12(1) + (a13(1)*a14(1) + (a15(1)*a16(1) + (a17(1)*a18(1) + (a19(1)*a20(1) + (a21(1)*a22(1) + a23(1)))))))))))
ans =

      1   3000

ans = 1
