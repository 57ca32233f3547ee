# branches
> x = 3; if x > 2, y = 1, else, y = 2, end
y = 1
> if [], 1, else, 2, end
ans = 2
> if [1 1 0], 1, else, 2, end
ans = 2
> if 'a', disp yes, end
yes
> if x == 3 disp('three'), end
three
> if x < 3
..   disp('less')
.. elseif x == 3
..   disp('equal')
.. else
..   disp('more')
.. end
equal
> if x, disp(1), endif
1
> if ~isempty([1]) && x > 1, disp('both'), end
both
> if 0, end
> if 1, x = 5; end, x
x = 5
# loops
> for i = 1:3, disp(i), end
1
2
3
> for i = [1 2; 3 4], i, end
i =

   1
   3

i =

   2
   4

> for i = [], disp(i), end
> for i = zeros(0, 3), i, end
> for c = 'abc', disp(c), end
a
b
c
> for i = {1, 'a'}, i, end
i =
{
  [1,1] = 1
}

i =
{
  [1,1] = a
}

> for i = 5, i, end
i = 5
> for k = 10:-3:1, printf('%d ', k), end, printf("\n")
10 7 4 1 
> s = 0; for i = 1:10, s += i; end, s
s = 55
> for i = 1:3
..   if i == 2
..     continue
..   end
..   disp(i)
.. end
1
3
> for i = 1:10, if i > 3, break, end, end, i
i = 4
> i = 0; while i < 3, i++; end, i
i = 3
> while true, i++; if i > 10, break, end, end, i
i = 11
> n = 0; do n++; until n >= 5
> n
n = 5
> for i = 1:2, for j = 1:2, printf("%d%d ", i, j), end, end, disp('')
11 12 21 22 
> for (i = 1:2) disp(i), end
1
2
> for x = 0:0.25:1, printf('%g ', x), end, disp('')
0 0.25 0.5 0.75 1 
> for i = (1:3)', i, end
i =

   1
   2
   3

> k = 0; for i = 1:1000, k = k + mod(i, 7); endfor, k
k = 3003
> v = []; for i = 1:4, v(end + 1) = i^2; end, v
v =

    1    4    9   16

> v = zeros(1, 3); for i = 1:3, v(i) = i; end, v
v =

   1   2   3

> while 0, end
> for i = true, i, end
i = 1
> f = 1; for i = 2:5, f *= i; end, f
f = 120
# switch
> x = 2; switch x, case 1, disp('one'), case 2, disp('two'), otherwise, disp('other'), end
two
> switch 'abc'
..   case 'x'
..     disp(1)
..   case {'abc', 'def'}
..     disp(2)
.. end
2
> switch 3, case {1, 2}, disp('low'), case {3, 4}, disp('high'), end
high
> switch 9, case 1, disp(1), otherwise, disp('none'), end
none
> switch 'a', case 'A', 1, case 'a', 2, end
ans = 2
> switch [], case [], 1, otherwise, 2, end
ans = 1
# errors caught
> try, error('oops'), catch err, disp(err.message), end
oops
> try, error('my:id', 'value %d', 3), catch e, disp(e.message), end
value 3
> try, x = 1; catch, disp('no'), end, x
x = 1
> try
..   undefined_thing
.. catch
..   disp('caught')
.. end
caught
> try, error('a'), catch, end
> try, try, error('in'), catch e, error(['out ' e.message]), end, catch f, disp(f.message), end
out in
> unwind_protect, x = 1; unwind_protect_cleanup, disp('clean'), end_unwind_protect
clean
> try, unwind_protect, error('u'), unwind_protect_cleanup, disp('clean'), end_unwind_protect, catch e, disp(e.message), end
clean
u
> for i = 1:3, try, if i == 2, error('two'), end, disp(i), catch e, disp(e.message), end, end
1
two
3
# functions typed in
> function r = twice(x), r = 2 * x; end
> twice(4)
ans = 8
> function [a, b] = two(x)
..   a = x;
..   b = x + 1;
.. end
> [p, q] = two(3)
p = 3
q = 4
> two(5)
ans = 5
> function noout(x), printf("%d\n", x); end
> noout(7)
7
> function r = fact(n)
..   if n <= 1
..     r = 1;
..   else
..     r = n * fact(n - 1);
..   end
.. end
> fact(5)
ans = 120
> function r = early(x), r = 0; if x > 0, r = 1; return, end, r = -1; end
> early(1), early(-1)
ans = 1
ans = -1
> function varargout = many(varargin), printf("%d in, %d out\n", nargin, nargout); for i = 1:nargout, varargout{i} = i; end, end
> many(1, 2);
2 in, 0 out
> [a, b, c] = many();
0 in, 3 out
> function r = defaults(a, b), if nargin < 2, b = 10; end, r = a + b; end
> defaults(1), defaults(1, 2)
ans = 11
ans = 3
> function r = fib(n), if n < 2, r = n; else, r = fib(n - 1) + fib(n - 2); end, end
> fib(15)
ans = 610
> function local_only(), zz = 5; end
> local_only(); exist('zz')
ans = 0
> function r = twice(x), r = 20 * x; end
> twice(1)
ans = 20
> function s = addup(varargin), s = 0; for i = 1:numel(varargin), s += varargin{i}; end, end
> addup(1, 2, 3)
ans = 6
> addup()
ans = 0
> x = twice(twice(1))
x = 400
> [a, ~] = two(1)
a = 1
> [~, b] = two(1)
b = 2
> function [m, s] = stats(x)
..   m = mean(x);
..   if nargout > 1
..     s = std(x);
..   end
.. endfunction
> m = stats([1 2 3])
m = 2
> [m, s] = stats([1 2 3])
m = 2
s = 1
# handles
> f = @(x) x.^2 + 1;
> f(3)
ans = 10
> f([1 2 3])
ans =

    2    5   10

> a = 5; g = @(x) x + a;
> a = 100; g(1)
ans = 6
> h = @() disp('called');
> h()
called
> h();
called
> k = @(x, y) x * y; k(3, 4)
ans = 12
> compose = @(f, g) @(x) f(g(x));
> c = compose(@sin, @cos); c(0)
ans = 0.8415
> s = @sin; s(0)
ans = 0
> s(pi / 2)
ans = 1
> (@(x) x + 1)(2)
ans = 3
> f = @plus; f(1, 2)
ans = 3
> fs = {@sin, @cos}; fs{2}(0)
ans = 1
> f = @(x) x; f('text')
ans = text
> f = @(varargin) numel(varargin); f(1, 2, 3)
ans = 3
> is_function_handle(f)
ans = 1
> adders = cell(1, 2); for i = 1:2, adders{i} = @(x) x + i; end, adders{1}(10), adders{2}(10)
ans = 11
ans = 12
> f = @(x) ifelse_free(x);
> m = @(A) A'; m([1 2; 3 4])
ans =

   1   3
   2   4

> f = @(x) [x, x * 2]; f(3)
ans =

   3   6

> f = @max; [a, b] = f([3 9 1])
a = 9
b = 2
> f = @(x) max(x); [a, b] = f([3 9 1])
a = 9
b = 2
> integrate = @(f, a, b) quad(f, a, b); integrate(@(x) x, 0, 2)
ans = 2
> w = [1 2 3]; loss = @(v) sum((v - w).^2); loss([1 1 1])
ans = 5
> f = @(x) x(end); f([4 5 6])
ans = 6
> f = @(x) x(:)'; f([1 2; 3 4])
ans =

   1   3   2   4

> f = @(s) s.a; f(struct('a', 9))
ans = 9
> x.f = @(t) t * 2; x.f(4)
ans = 8
> f = @(x) !x; f(0)
ans = 1
> f = @(x) x';
> f
f =

@(x) x'

> f = @(x,y)x+y*2-[1,2;3,4]
f =

@(x, y) x + y * 2 - [1, 2; 3, 4]

> f = @(x) x.^2./3 - -x
f =

@(x) x .^ 2 ./ 3 - -x

> f = @() 1:3
f =

@() 1:3

> f = @(x) x(1,:)
f =

@(x) x (1, :)

> f = @(x) {x, 'a', "b"}
f =

@(x) {x, 'a', "b"}

> f = @(x) x == 1 && x > 0 || !x
f =

@(x) x == 1 && x > 0 || !x

> f = @(x) (x + 1) * 2
f =

@(x) (x + 1) * 2

> f = @(x) -x.^2
f =

@(x) -x .^ 2

> f = @(x) (-x).^2
f =

@(x) (-x) .^ 2

> f = @(x) [1; 2]
f =

@(x) [1; 2]

> f = @(x) x.'
f =

@(x) x.'

> f = @(x) 1e-3 * x + 0.5
f =

@(x) 1e-3 * x + 0.5

> f = @(x) ~x
f =

@(x) !x

> f = @(x) x != 2
f =

@(x) x != 2

# several statements
> a = 1; b = 2; c = a + b
c = 3
> a = 1, b = 2
a = 1
b = 2
> a; b
b = 2
> x = 1; % comment
> x # comment
x = 1
> y = [1, 2, ... more
..      3]
y =

   1   2   3

> z = [1 2 % first
..      3 4] # second
z =

   1   2
   3   4

> %{
.. block
.. %}
.. w = 1
w = 1
> 'text'; ans
ans = text
> 3 + 4;
> ans * 2
ans = 14
> if true, x = 7, end
x = 7
> x = 1;;; y = 2;
> [x, y] = deal(1, 2);
> x, y
x = 1
y = 2
> disp hello
hello
> format long
> pi
ans = 3.141592653589793
> format
> clear x
> exist('x')
ans = 0
# global and persistent variables
> global g = 3
> function r = get_g(), global g, r = g; end
> function set_g(x), global g, g = x; end
> get_g()
ans = 3
> set_g(10); g
g = 10
> g += 1; get_g()
ans = 11
> global h
> h
h = [](0x0)
> function r = count(), persistent n = 0; n++; r = n; end
> count(); count(); count()
ans = 3
> function r = count_b(), persistent n; if isempty(n), n = 10; end, n = n + 1; r = n; end
> count_b(); count_b()
ans = 12
> for k = 1:2, set_g(k); disp(g), end
1
2
# functions: arguments, results
> function varargout = many(n), for k = 1:n, varargout{k} = k^2; end, end
> [a, b, c] = many(3)
a = 1
b = 4
c = 9
> function r = pass(varargin), r = numel(varargin); end
> args = {1, 2, 3}; pass(args{:}, 4)
ans = 4
> pass()
ans = 0
> function r = given(a, b, c), r = nargin; end
> given(), given(1), given(1, 2, 3)
ans = 0
ans = 1
ans = 3
> function [a, b] = wanted(), a = nargout; b = 0; end
> wanted(); x = wanted(), [x, y] = wanted()
x = 1
x = 2
y = 0
> function r = early(x), r = 0; if x > 0, r = 1; return; end, r = -1; end
> early(1), early(-1)
ans = 1
ans = -1
> function [s, p] = both(varargin), s = sum([varargin{:}]); p = prod([varargin{:}]); end
> [s, p] = both(2, 3, 4)
s = 9
p = 24
> function checked(varargin), narginchk(1, 2); disp('fine'), end
> checked(1)
fine
> nargin('given'), nargout('both'), nargin('pass')
ans = 3
ans = 2
ans = -1
> function r = has(x), r = exist('x'); end
> has(), has(1)
ans = 0
ans = 1
# leaving protected blocks
> function r = leave(), r = 1; unwind_protect, r = 2; return, unwind_protect_cleanup, disp('cleaned'), end_unwind_protect, end
> leave()
cleaned
ans = 2
> for k = 1:3, unwind_protect, if k == 2, break, end, unwind_protect_cleanup, printf("%d ", k); end_unwind_protect, end, disp('')
1 2 
> for k = 1:3, unwind_protect, if k == 2, continue, end, unwind_protect_cleanup, printf("%d ", k); end_unwind_protect, end, disp('')
1 2 3 
> function r = deep(), r = 0; for k = 1:3, unwind_protect, unwind_protect, if k == 2, return, end, unwind_protect_cleanup, disp('inner'), end_unwind_protect, unwind_protect_cleanup, disp('outer'), end_unwind_protect, end, end
> deep()
inner
outer
inner
outer
ans = 0
# texts that are run
> eval('x = 3')
x = 3
> eval('x + 1;'); ans
ans = 4
> y = eval('x * 2')
y = 6
> eval('nonsense(', 'disp(''caught'')')
caught
> s = evalc('x, disp(4)')
s = x = 3
4

> function r = inside(), a = 1; eval('a = a + 41;'); eval('b = 2;'); r = a * b; end
> inside()
ans = 84
> for k = 1:2, eval(sprintf('v%d = %d;', k, k^2)); end, v1, v2
v1 = 1
v2 = 4
# several values
> c = {1, 'a', [1 2]}; c{:}
ans = 1
ans = a
ans =

   1   2

> c{[1 3]}
ans = 1
ans =

   1   2

> s = struct('v', {1, 'x'}); s.v
ans = 1
ans = x
> [s.v] = deal(5, 6); s(2)
ans =

  scalar structure containing the fields:

    v = 6

> x.list{3} = 'z'
x =

  scalar structure containing the fields:

    list =
    {
      [1,1] = [](0x0)
      [1,2] = [](0x0)
      [1,3] = z
    }


> t(2).name = 'b'
t =

  1x2 struct array containing the fields:

    name

> t(2)
ans =

  scalar structure containing the fields:

    name = b

> t.name
ans = [](0x0)
ans = b
# a persistent variable begins anew with its function
> function r = count(), persistent n = 0; n++; r = n; end
> count(); count()
ans = 2
> function r = count(), persistent n = 0; n++; r = n; end
> count()
ans = 1
