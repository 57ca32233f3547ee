# texts and numbers
> num2str(pi)
ans = 3.1416
> num2str(3)
ans = 3
> num2str(-3)
ans = -3
> num2str(1e10)
ans = 10000000000
> num2str(123456.789)
ans = 123456.789
> num2str(0.1)
ans = 0.1
> num2str(1e-5)
ans = 1e-05
> num2str(1.23456789e-7)
ans = 1.2346e-07
> num2str([1 2 3])
ans = 1  2  3
> num2str([1.5 2 3])
ans = 1.5           2           3
> num2str([1 2; 3 4])
ans =

1  2
3  4

> num2str([10 -200; 3 4])
ans =

10 -200
 3    4

> num2str(pi, 8)
ans = 3.1415927
> num2str([pi e], 3)
ans = 3.14      2.72
> num2str(pi, '%8.3f')
ans = 3.142
> num2str(true)
ans = 1
> num2str('abc')
ans = abc
> num2str(NaN)
ans = NaN
> num2str([1 NaN Inf])
ans = 1  NaN  Inf
> num2str(1e5)
ans = 100000
> num2str(99999.5)
ans = 99999.5
> num2str(-0.5)
ans = -0.5
> num2str([0.001 1000])
ans = 0.001           1000
> num2str(1e15)
ans = 1000000000000000
> num2str(123456789012)
ans = 123456789012
> mat2str([1 2; 3 4])
ans = [1 2;3 4]
> mat2str([0.1 1/3])
ans = [0.1 0.333333333333333]
> mat2str(pi, 4)
ans = 3.142
> mat2str([true; false])
ans = [true;false]
> mat2str(1 + 2i)
ans = 1+2i
> mat2str([1 2 3]')
ans = [1;2;3]
> int2str(2.7)
ans = 3
> str2double('3.14')
ans = 3.1400
> str2double('abc')
ans = NaN
> str2double({'1', 'x', '2e3'})
ans =

      1    NaN   2000

> upper('abc'), lower('ABC')
ans = ABC
ans = abc
> strtrim("  a b  ")
ans = a b
> strcat('a', 'b', 'c')
ans = abc
> strcat({'a '}, 'b')
ans =
{
  [1,1] = a b
}

> strsplit('a,b,c', ',')
ans =
{
  [1,1] = a
  [1,2] = b
  [1,3] = c
}

> strjoin({'a', 'b', 'c'}, '-')
ans = a-b-c
> strrep('hello world', 'o', '0')
ans = hell0 w0rld
> strfind('abcabc', 'bc')
ans =

   2   5

> strfind('abc', 'x')
ans = [](0x0)
> strcmp('a', 'a'), strcmp('a', 'b'), strcmp('a', 1)
ans = 1
ans = 0
ans = 0
> strcmpi('A', 'a')
ans = 1
> strncmp('abc', 'abd', 2)
ans = 1
> char(72, 105)
ans =

H
i

> char([72 105])
ans = Hi
> char({'a', 'bcd'})
ans =

a  
bcd

> ['abc'; 'de ']
ans =

abc
de 

> blanks(3)
ans =    
> ['[' blanks(2) ']']
ans = [  ]
> fliplr('abc')
ans = cba
> length('hello')
ans = 5
> double('a')
ans = 97
> isspace('a b')
ans =

  0  1  0

> dec2bin(10)
ans = 1010
> sprintf('%d', 5)
ans = 5
> sprintf('%d, ', [1 2 3])
ans = 1, 2, 3, 
> sprintf('%5.2f|', [1 2; 3 4])
ans =  1.00| 3.00| 2.00| 4.00|
> sprintf('%s is %d', 'x', 3)
ans = x is 3
> sprintf('%g', 0.1), sprintf('%g', 1e10), sprintf('%e', 12345.678)
ans = 0.1
ans = 1e+10
ans = 1.234568e+04
> sprintf('%d', 1.5)
ans = 1.5
> sprintf('%i', 3), sprintf('%x', 255), sprintf('%o', 8), sprintf('%c', 'a')
ans = 3
ans = ff
ans = 10
ans = a
> sprintf('%5s|%-5s|', 'a', 'b')
ans =     a|b    |
> sprintf('%%')
ans = %
> sprintf('%d %s\n', 1, 'a', 2, 'b')
ans = 1 a
2 b

> sprintf("%d\n", [])
ans = 

> sprintf('a\tb')
ans = a	b
> sprintf('%+d', 5), sprintf('%05d', 42), sprintf('%.3d', 5)
ans = +5
ans = 00042
ans = 005
> sprintf('%d', true)
ans = 1
> sprintf('%s', 65)
ans = A
> sprintf('%d', 'a')
ans = 97
> sprintf('%f', Inf), sprintf('%d', NaN), sprintf('%d', -Inf)
ans = Inf
ans = NaN
ans = -Inf
> sprintf('%d', 1e10)
ans = 10000000000
> sprintf('%d', 2^53)
ans = 9007199254740992
> sprintf('%*d', 5, 3)
ans =     3
> printf("%d\n", 3)
3
> printf("hello\n")
hello
> fprintf("%s\n", "x")
x
> fprintf(1, "%d\n", 4)
4
> fprintf("%d %d\n", [1 2; 3 4])
1 3
2 4
> disp(sprintf('%d', 7))
7
> isempty(''), ischar('a'), ischar(1)
ans = 1
ans = 1
ans = 0
> regexp_free = 1;
# cells and records
> c = cell(1, 3)
c =
{
  [1,1] = [](0x0)
  [1,2] = [](0x0)
  [1,3] = [](0x0)
}

> c{2} = 5
c =
{
  [1,1] = [](0x0)
  [1,2] = 5
  [1,3] = [](0x0)
}

> c(2)
ans =
{
  [1,1] = 5
}

> c{2}
ans = 5
> numel(c), size(c), iscell(c)
ans = 3
ans =

   1   3

ans = 1
> c(2) = []
c =
{
  [1,1] = [](0x0)
  [1,2] = [](0x0)
}

> c{end + 1} = 'x'
c =
{
  [1,1] = [](0x0)
  [1,2] = [](0x0)
  [1,3] = x
}

> d = {1, 2; 3, 4}
d =
{
  [1,1] = 1
  [2,1] = 3
  [1,2] = 2
  [2,2] = 4
}

> d{2, 1}
ans = 3
> d(:, 1)
ans =
{
  [1,1] = 1
  [2,1] = 3
}

> d'
ans =
{
  [1,1] = 1
  [2,1] = 2
  [1,2] = 3
  [2,2] = 4
}

> cellfun(@(x) x * 2, {1, 2, 3})
ans =

   2   4   6

> cellfun(@numel, {'ab', 'c', ''})
ans =

   2   1   0

> cellfun('isempty', {1, [], ''})
ans =

  0  1  1

> cellfun(@(x) [x 1], {1, 2}, 'UniformOutput', false)
ans =
{
  [1,1] =

     1   1

  [1,2] =

     2   1

}

> [a, b] = cellfun(@max, {[1 5 2], [7 3]})
a =

   5   7

b =

   2   1

> arrayfun(@(x) x^2, [1 2 3])
ans =

   1   4   9

> arrayfun(@(x) {x}, [1 2], 'UniformOutput', false)
ans =
{
  [1,1] =
  {
    [1,1] = 1
  }

  [1,2] =
  {
    [1,1] = 2
  }

}

> s = struct('a', 1, 'b', 'hi')
s =

  scalar structure containing the fields:

    a = 1
    b = hi

> s.a
ans = 1
> s.b(1)
ans = h
> s.c = [1 2 3]
s =

  scalar structure containing the fields:

    a = 1
    b = hi
    c =

       1   2   3


> s.c(2) = 20
s =

  scalar structure containing the fields:

    a = 1
    b = hi
    c =

        1   20    3


> fieldnames(s)
ans =
{
  [1,1] = a
  [2,1] = b
  [3,1] = c
}

> isfield(s, 'a'), isfield(s, 'z'), isfield(s, {'a', 'z'})
ans = 1
ans = 0
ans =

  1  0

> isstruct(s)
ans = 1
> s = rmfield(s, 'c')
s =

  scalar structure containing the fields:

    a = 1
    b = hi

> s.d.e.f = 5;
> s.d.e.f
ans = 5
> x.y = {1, 2};
> x.y{2}
ans = 2
> num2cell([1 2])
ans =
{
  [1,1] = 1
  [1,2] = 2
}

> cell2mat({1 2; 3 4})
ans =

   1   2
   3   4

> feval(@plus, 1, 2)
ans = 3
> func2str(@(x) x.^2 + 1)
ans = @(x) x .^ 2 + 1
> f = str2func('sin'); f(0)
ans = 0
> [p, q] = deal(1, 2)
p = 1
q = 2
> iscellstr({'a', 'b'})
ans = 1
> {}
ans = {}(0x0)
> {[]}
ans =
{
  [1,1] = [](0x0)
}

> {1}
ans =
{
  [1,1] = 1
}

> {'a'; 'b'}
ans =
{
  [1,1] = a
  [2,1] = b
}

> {{1, 2}, 3}
ans =
{
  [1,1] =
  {
    [1,1] = 1
    [1,2] = 2
  }

  [1,2] = 3
}

> {true}
ans =
{
  [1,1] = 1
}

> {1:3}
ans =
{
  [1,1] =

     1   2   3

}

> {3 + 4i}
ans =
{
  [1,1] =  3 + 4i
}

> {@sin}
ans =
{
  [1,1] = @sin
}

> {-1.5}
ans =
{
  [1,1] = -1.5000
}

# sums and statistics
> sum([1 2 3]), sum([1 2; 3 4]), sum([1 2; 3 4], 2), sum([])
ans = 6
ans =

   4   6

ans =

   3
   7

ans = 0
> prod([1 2 3 4]), cumsum([1 2 3]), cumprod([1 2 3])
ans = 24
ans =

   1   3   6

ans =

   1   2   6

> mean([1 2 3 4]), mean([1 2; 3 4]), mean([1 2; 3 4], 2)
ans = 2.5000
ans =

   2   3

ans =

   1.5000
   3.5000

> median([3 1 2]), median([1 2 3 4]), mode([1 2 2 3])
ans = 2
ans = 2.5000
ans = 2
> var([1 2 3 4]), std([1 2 3 4]), var([1 2 3 4], 1)
ans = 1.6667
ans = 1.2910
ans = 1.2500
> corr([1 2 3]', [1 2 4]')
ans = 0.9820
> max([3 1 2]), min([3 1 2])
ans = 3
ans = 1
> [m, i] = max([3 9 2])
m = 9
i = 2
> max([1 5; 7 2]), max([1 5; 7 2], [], 2), max(3, [1 5])
ans =

   7   5

ans =

   5
   7

ans =

   3   5

> sort([3 1 2]), sort([3 1 2], 'descend')
ans =

   1   2   3

ans =

   3   2   1

> [s, i] = sort([3 1 2])
s =

   1   2   3

i =

   2   3   1

> unique([3 1 1 2]), ismember(2, [1 2 3])
ans =

   1   2   3

ans = 1
> find([0 1 0 1]), any([0 1]), all([1 1])
ans =

   2   4

ans = 1
ans = 1
> cumsum([1 2; 3 4], 2)
ans =

   1   3
   3   7

> diff([1 4 9 16])
ans =

   3   5   7

> quantile([1 2 3 4 5], 0.5)
ans = 3
> norm([3 4]), norm([1 2; 3 4]), norm([1 2 3], 1), norm([1 2 3], Inf)
ans = 5
ans = 5.4650
ans = 6
ans = 3
> dot([1 2 3], [4 5 6]), cross([1 0 0], [0 1 0])
ans = 32
ans =

   0   0   1

> kron([1 2], [1; 1])
ans =

   1   2
   1   2

> linspace(0, 1, 5)
ans =

        0   0.2500   0.5000   0.7500   1.0000

> repmat([1 2], 2, 2)
ans =

   1   2   1   2
   1   2   1   2

> reshape(1:6, 2, 3)
ans =

   1   3   5
   2   4   6

> zeros(2), ones(2, 3), eye(2)
ans =

   0   0
   0   0

ans =

   1   1   1
   1   1   1

ans =

Diagonal Matrix

   1   0
   0   1

> numel([1 2; 3 4]), ndims(3), columns([1 2 3]), rows([1 2 3])
ans = 4
ans = 2
ans = 3
ans = 1
> size([1 2 3]), size([1 2 3], 1)
ans =

   1   3

ans = 1
> [r, c] = size([1 2 3])
r = 1
c = 3
> isempty([]), isscalar(3), isvector([1 2]), ismatrix(3), issquare(eye(2))
ans = 1
ans = 1
ans = 1
ans = 1
ans = 1
> floor(2.7), ceil(2.1), round(2.5), fix(-2.7)
ans = 2
ans = 3
ans = 3
ans = -2
> gcd(12, 18), lcm(4, 6), factorial(5), nchoosek(5, 2), primes(20), isprime(7)
ans = 6
ans = 12
ans = 120
ans = 10
ans =

    2    3    5    7   11   13   17   19

ans = 1
> factor(12)
ans =

   2   2   3

> mod(10, 3), rem(-7, 3), abs(-3), sign(-2), sqrt(16), exp(0), log(1), log2(8), log10(1000)
ans = 1
ans = -1
ans = 3
ans = -1
ans = 4
ans = 1
ans = 0
ans = 3
ans = 3
> hypot(3, 4), cbrt(27), nthroot(27, 3)
ans = 5
ans = 3.0000
ans = 3.0000
> sin(0), cos(0), tan(0), asin(1), acos(1), atan(1), atan2(1, 1)
ans = 0
ans = 1
ans = 0
ans = 1.5708
ans = 0
ans = 0.7854
ans = 0.7854
> triu([1 2; 3 4]), tril([1 2; 3 4])
ans =

   1   2
   0   4

ans =

   1   0
   3   4

> fliplr([1 2 3]), flipud([1; 2]), rot90([1 2; 3 4]), circshift([1 2 3], 1)
ans =

   3   2   1

ans =

   2
   1

ans =

   2   4
   1   3

ans =

   3   1   2

> polyfit([1 2 3], [2 4 6], 1);
> polyval([1 2 3], 2), roots([1 -3 2]), conv([1 2], [1 3])
ans = 11
ans =

   2
   1

ans =

   1   5   6

> trapz([1 2 3]), cumtrapz([1 2 3])
ans = 4
ans =

        0   1.5000   4.0000

> interp1([1 2 3], [10 20 30], 2.5)
ans = 25
> meshgrid(1:2, 1:3)
ans =

   1   2
   1   2
   1   2

> accumarray([1; 2; 1], [10; 20; 30])
ans =

   40
   20

> histc([1 2 2 3], 1:3)
ans =

   1   2   1

> floor([1.5 -1.5]), nnz([1 0 2])
ans =

   1  -2

ans = 2
> isequal([1 2], [1 2]), isequal('a', 'a')
ans = 1
ans = 1
> isnan([1 NaN]), isinf([1 Inf])
ans =

  0  1

ans =

  0  1

> idx = sub2ind([2 3], 2, 3), [r, c] = ind2sub([2 3], 6)
idx = 6
r = 2
c = 3
> cat(1, [1 2], [3 4]), horzcat(1, 2), vertcat(1, 2)
ans =

   1   2
   3   4

ans =

   1   2

ans =

   1
   2

> erf(0.5), gamma(5), beta(2, 3)
ans = 0.5205
ans = 24
ans = 0.083333
> trace([1 2; 3 4]), rank([1 2; 2 4]), det([1 2; 3 4]), inv([1 2; 3 4])
ans = 5
ans = 1
ans = -2
ans =

  -2.0000   1.0000
   1.5000  -0.5000

> [q, r] = qr([1 2; 3 4])
q =

  -0.3162  -0.9487
  -0.9487   0.3162

r =

  -3.1623  -4.4272
        0  -0.6325

> chol([2 1; 1 2])
ans =

   1.4142   0.7071
        0   1.2247

> eig([2 1; 1 2]), svd([1 2; 3 4])
ans =

   1
   3

ans =

   5.4650
   0.3660

> [v, d] = eig([2 1; 1 3])
v =

  -0.8507   0.5257
   0.5257   0.8507

d =

Diagonal Matrix

   1.3820        0
        0   3.6180

> pinv([1 2; 3 4; 5 6])
ans =

  -1.3333  -0.3333   0.6667
   1.0833   0.3333  -0.4167

> cond([1 2; 3 4])
ans = 14.933
> A = magic(3)
A =

   8   1   6
   3   5   7
   4   9   2

> vander([1 2 3]), toeplitz([1 2 3]), hilb(2)
ans =

   1   1   1
   4   2   1
   9   3   1

ans =

   1   2   3
   2   1   2
   3   2   1

ans =

   1.0000   0.5000
   0.5000   0.3333

> integral(@(x) x.^2, 0, 1)
ans = 0.3333
> quad(@(x) x .* exp(x), 0, 1)
ans = 1
> fzero(@cos, [1 2])
ans = 1.5708
> fminsearch(@(x) (x - 2)^2, 0) - 2 < 1e-3
ans = 1
> normest_free = 2;
> class(3), class('a'), class(true), class({}), class(@sin), class(struct())
ans = double
ans = char
ans = logical
ans = cell
ans = function_handle
ans = struct
> typecast_free = 3;
> isreal(3), isreal(3i), iscomplex(3i), real(3 + 4i), imag(3 + 4i), conj(3 + 4i), arg(1i), angle(1i)
ans = 1
ans = 0
ans = 1
ans = 3
ans = 4
ans =  3 - 4i
ans = 1.5708
ans = 1.5708
> bitand_free = 4;
> floor(log10(1000)), e, pi, Inf, NaN, eps, i
ans = 3
ans = 2.7183
ans = 3.1416
ans = Inf
ans = NaN
ans = 2.2204e-16
i =

   2   3   1

> nargin_free = 5;
> tic; t = toc; t >= 0
ans = 1
