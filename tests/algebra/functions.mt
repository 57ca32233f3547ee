# a function goes in, a function comes out
> f = @(x) x^2*sin(3*x + 1);
> g = diff(f)
g =

@(x) 2*x*sin(3*x + 1) + 3*x^2*cos(3*x + 1)

> g(1)
ans = -3.4745
> diff(g)
ans =

@(x) 2*sin(3*x + 1) + 12*x*cos(3*x + 1) - 9*x^2*sin(3*x + 1)

> diff(f, 2)
ans =

@(x) 2*sin(3*x + 1) + 12*x*cos(3*x + 1) - 9*x^2*sin(3*x + 1)

> func2str(g)
ans = @(x) 2*x*sin(3*x + 1) + 3*x^2*cos(3*x + 1)
> diff(@(x) x.^2)([1 2 3])
ans =

   2   4   6

> fzero(diff(@(x) x^2 - x), 0)
ans = 0.5000
> diff([1 4 9])
ans =

   3   5

> diff([1 4 9 16], 2)
ans =

   2   2

# several variables
> f = @(x, y) x^2*y + sin(y);
> diff(f)
error: diff: the function has the variables x and y: by which one?
  diff(f)
       ^
  diff(f, 'x') names it, gradient(f) takes them all
> diff(f, 'y')
ans =

@(x, y) x^2 + cos(y)

> diff(f, 'x', 2)
ans =

@(x, y) 2*y

> diff(f, 'x', 'y')
ans =

@(x, y) 2*x

> diff(f, 'z')
error: diff: the function has no variable z, only x and y
  diff(f, 'z')
          ^^^
  its name stands in quotes: 'x'
> diff(f, 'x', -1)
error: diff: a function is differentiated 0 to 20 times, but this is -1
  diff(f, 'x', -1)
               ^^
  diff(f, 2) is the second derivative
> diff(f, 'x', {})
error: diff: here stands the name of a variable or how many times
  diff(f, 'x', {})
               ^^
  diff(f, 'x', 2) is the second derivative by x
> gradient(f)
ans =

@(x, y) [2*x*y; x^2 + cos(y)]

> gradient(f, [1 0])
ans =

   0   2

> gradient(f, [1; 0])
ans =

   0
   2

> gradient(f, 'y')
ans =

@(x, y) x^2 + cos(y)

> hessian(f)
ans =

@(x, y) [2*y, 2*x; 2*x, -sin(y)]

> hessian(f, [1 0])
ans =

   0   2
   2   0

> jacobian(f)
ans =

@(x, y) [2*x*y, x^2 + cos(y)]

> directional(f, [1 0])
ans =

@(x, y) 2*x*y

> directional(f, [3 4], [1 0])
note: the direction has length 5: this is the slope for one step of that length
ans = 8
> directional(f, [1 2 3])
error: directional needs 2 real numbers here, but got 3
  directional(f, [1 2 3])
                 ^^^^^^^
  one number for each variable of the function
> gradient(f, [1 2 3])
error: gradient: the function takes 2 numbers, but the place has 3
  gradient(f, [1 2 3])
              ^^^^^^^
  one number for each variable, as in [1 2]
# vectors used entry by entry
> f = @(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2;
> hessian(f, [1 1])
ans =

   802  -400
  -400   200

> gradient(f, [1 1])
ans =

   0   0

> gradient(f, [1; 1])
ans =

   0
   0

> gradient(@(x) x(1)^2, [1 2 3])
ans =

   2   0   0

> diff(@(v) v(1)*v(2), 3)
error: diff: of several variables there are first and second derivatives here
  diff(@(v) v(1)*v(2), 3)
       ^^^^^^^^^^^^^^
  diff(f, 'v(1)', 3) goes on by one variable
> diff(@(v) v(1)^3*v(2), 'v(1)', 2)
ans =

@(v) 6*v(1)*v(2)

> jacobian(@(v) [v(1)*v(3); v(2)], [1 2 3])
ans =

   3   0   1
   0   1   0

# names and numbers taken along
> c = 3; f = diff(@(x) c*x^2)
f =

@(x) 2*c*x

> c = 5; f(1)
ans = 6
> x = 7; diff(@(y) x*y^2)
ans =

@(y) 2*x*y

> diff(@(x) 0.05*x^2)
ans =

@(x) x/10

> k = 2; g = @(x) sin(k*x); k = 3; diff(@(x) g(x) + k*x)
ans =

@(x) k + k_2*cos(k_2*x)

> function r = wave(t), u = 2*t; r = sin(u); end
> diff(@wave)
ans =

@(t) 2*cos(2*t)

> diff(@(x) wave(x)^2)
ans =

@(x) 4*sin(2*x)*cos(2*x)

# notes
> diff(@(x) abs(x - 1))
note: abs(x - 1) has a kink where x is 1; there its slope is taken as 0
ans =

@(x) sign(x - 1)

> gradient(@(x) sqrt(x'*x))
note: norm(x) has a kink where x is 0; there its slope is taken as 0
note: x is taken as a column of any length
ans =

@(x) unit(x)

> g = gradient(@(x) sqrt(sum(x.^2))); g([0; 0])'
note: norm(x) has a kink where x is 0; there its slope is taken as 0
note: x is taken as a column of any length
ans =

   0   0

> g = diff(@(x) norm([x; 2*x])); [g(0) g(2)]
note: norm([x; 2*x]) has a kink where [x; 2*x] is 0; there its slope is taken as 0
ans =

        0   2.2361

> gradient(@(x) 1/sqrt(x'*x))
note: x is taken as a column of any length
ans =

@(x) -x/(x'*x)^(3/2)

> diff(@(x) floor(x)*x)
note: floor(x) jumps; between its jumps the slope is 0
ans =

@(x) floor(x)

> diff(@(x) x^3/x)
note: valid where x ~= 0
ans =

@(x) 2*x

> diff(@(x) (x^2 - 1)/(x - 1))
note: valid where x ~= 1
ans =

@(x) 1

> diff(@(x) (x - 1)/(x^2 - 1))
note: valid where x ~= 1
ans =

@(x) -1/(x + 1)^2

> simplify(@(x) (2*x^2 - x)/(2*x - 1))
note: valid where x ~= 1/2
ans =

@(x) x

> simplify(@(x) 1/(x - 1) - 1/(x - 1))
note: valid where x ~= 1
ans =

@(x) 0

> diff(@(x) tan(x)*cos(x))
note: valid where cos(x) ~= 0
ans =

@(x) cos(x)

> simplify(@(x, y) (x^2 - y^2)/(x - y))
note: valid where x - y ~= 0
ans =

@(x, y) x + y

> diff(@(x) x/(x - 1))
ans =

@(x) -1/(x - 1)^2

> diff(@(x) x*log(x))
ans =

@(x) log(x) + 1

> diff(@(x) x^x)
note: valid where the base of the power is positive
ans =

@(x) x^x*(log(x) + 1)

> gradient(@(x) abs(x), 3)
ans = 1
> gradient(@(x) abs(x), 0)
note: abs(x) has a kink where x is 0; there its slope is taken as 0
ans = 0
> gradient(@(x, y) max(x, y), [2 2])
note: max(x, y) has a kink where both are equal; there they share the slope evenly
ans =

   0.5000   0.5000

> diff(@(w) w'*w)
note: w is taken as a column of any length
ans =

@(w) 2*w

# kinks
> g = diff(@(x) relu(x)); [g(-1) g(0) g(1)]
note: relu(x) has a kink where x is 0; there its slope is taken as 0
ans =

  0  0  1

> g = diff(@(x) max(0, x)); [g(-1) g(0) g(1)]
note: max(0, x) has a kink where both are equal; there the constant wins
ans =

  0  0  1

> g = diff(@(x) min(x, 0)); [g(-1) g(0) g(1)]
note: min(x, 0) has a kink where both are equal; there the constant wins
ans =

  1  0  0

> g = diff(@(x) abs(x)); [g(-1) g(0) g(1)]
note: abs(x) has a kink where x is 0; there its slope is taken as 0
ans =

  -1   0   1

> g = diff(@(x, y) max(x, y), 'x'); [g(1, 2) g(2, 2) g(3, 2)]
note: max(x, y) has a kink where both are equal; there they share the slope evenly
ans =

        0   0.5000   1.0000

> g = diff(@(x) ifelse(x < 0, 0, x^2)); [g(-1) g(2)]
ans =

   0   4

# what cannot be
> diff(@(x) nosuch(x) + 1)
error: there is no function nosuch
  diff(@(x) nosuch(x) + 1)
            ^^^^^^
  `apropos nosuch` searches the functions
> diff(@(x) x + nchoosek(5, x))
error: nchoosek has no derivative that could be written down
  diff(@(x) x + nchoosek(5, x))
                ^^^^^^^^
  deriv(f, x0) may give its slope at a point
> function r = again(n), r = n*again(n - 1); end
> diff(@again)
error: this function calls itself, so there is no formula for it
  in again, line 1:
  function r = again(n), r = n*again(n - 1); end
                               ^^^^^^^^^^^^
  grad(f, x0) gives the slopes at a point through loops, conditions and indices
> function r = loop(n), r = 0; for i = 1:3, r = r + n^i; end, end
> diff(@(x) 1 + loop(x))
error: a function with loops, conditions or other statements is no formula
  in loop, line 1:
  function r = loop(n), r = 0; for i = 1:3, r = r + n^i; end, end
                               ^^^
  grad(f, x0) gives the slopes at a point through loops, conditions and indices
> gradient(@loop, 2)
ans = 17
> diff(@(x) [1 2 3]*[1 2]*x)
error: 1x3 times 1x2: the inner sizes differ
  diff(@(x) [1 2 3]*[1 2]*x)
            ^^^^^^^^^^^^^
> diff(@(x) 2i*x)
error: complex numbers cannot be differentiated here
  diff(@(x) 2i*x)
            ^^
> diff(@(x) gammainc(x, 2, 'upper'))
error: options have no place in a formula
  diff(@(x) gammainc(x, 2, 'upper'))
                           ^^^^^^^
  grad(f, x0) gives the slopes at a point through loops, conditions and indices
> diff(@() 3)
error: diff: this function has no variable to differentiate by
  diff(@() 3)
       ^^^^^
  for example diff([1 4 9])
> hessian(@(x) [x; x])
error: hessian: only a function whose value is one number has a Hessian; of a vector it would be an array of order 3
  hessian(@(x) [x; x])
          ^^^^^^^^^^^
  jacobian(f) is the matrix of first derivatives
> taylor(@(x) log(x), 0, 3)
error: taylor: the function or one of its derivatives has no finite value there
  taylor(@(x) log(x), 0, 3)
         ^^^^^^^^^^^
  take another place: taylor(f, 1)
> taylor(@(x) x, 0, 1e9)
error: taylor: n must be a whole number from 0 to 60, but it is 1e+09
  taylor(@(x) x, 0, 1e9)
                    ^^^
  taylor(f, 0, 3) goes up to x^3
> jacobian(@(x) x^2, {})
error: jacobian: the place is a list of real numbers, or the name of a variable
  jacobian(@(x) x^2, {})
                     ^^
  for example jacobian(@(v) [v(1)*v(2); v(1)^2], [3; 2])
# a kink with a convention
> gradient(@(x) norm(x))
note: norm(x) has a kink where x is 0; there its slope is taken as 0
note: x is taken as a column of any length
ans =

@(x) unit(x)

> unit([0; 0])
ans =

   0
   0

> gradient(@(x) norm(x))([0; 0])
note: norm(x) has a kink where x is 0; there its slope is taken as 0
note: x is taken as a column of any length
ans =

   0
   0

> unit([3; 4])
ans =

   0.6000
   0.8000

> hessian(@(x) norm(x))
note: where a norm is 0 this gives NaN: at its kink there is no second slope
note: x is taken as a column of any length
ans =

@(x) eye(rows(x))/norm(x) - x*x'/norm(x)^3

# an argument is missing
> diff(@(x) nthroot(x))
error: diff: nthroot takes 2 arguments, but got 1
  diff(@(x) nthroot(x))
       ^^^^^^^^^^^^^^^
  for example diff([1 4 9])
# how far sums are multiplied out
> expand(@(x) (x + 1)^1000)
note: powers of sums above 20, and above 60 of two terms, are left as they are
ans =

@(x) (x + 1)^1000

# names that are functions or constants elsewhere
> diff(@(e) abs(e))
note: abs(e) has a kink where e is 0; there its slope is taken as 0
ans =

@(e) sign(e)

> simplify(@(pi) sqrt(pi^2))
ans =

@(pi) abs(pi)

> diff(@(pi) erf(pi))
error: diff: the result needs the pi of the language, but here pi is a variable
  diff(@(pi) erf(pi))
       ^^^^^^^^^^^^^
  give the variable another name than pi
> pi = 3;
> diff(@(x) erf(x)*pi)
error: diff: the result needs the pi of the language, but here pi is a variable
  diff(@(x) erf(x)*pi)
       ^^^^^^^^^^^^^^
  give the variable another name than pi
> diff(@(x, y) x*y, z)
error: 'z' is not a variable or a function here
  diff(@(x, y) x*y, z)
                    ^
  the name of a variable stands in quotes here: 'z'
> diff(@(x) x^2, -Inf)
error: diff: a function is differentiated 0 to 20 times, but this is -Inf
  diff(@(x) x^2, -Inf)
                 ^^^^
  diff(f, 2) is the second derivative
> bayes(NaN, 0.3, 0.4)
error: bayes: a probability lies between 0 and 1, not NaN
  bayes(NaN, 0.3, 0.4)
        ^^^
  for example bayes(0.01, 0.9, 0.05)
# a difference is a sum inside
> A = [1 2; 3 4];
> gradient(@(w) norm(A*w - [1; 2; 3])^2)
error: 2x1 and 3x1 in a sum or difference: the sizes do not fit
  gradient(@(w) norm(A*w - [1; 2; 3])^2)
                     ^^^^^^^^^^^^^^^
> diff(@(x) x(x + 1))
error: an index that depends on the variable has no derivative
  diff(@(x) x(x + 1))
              ^^^^^
  if a product is meant, it needs its sign, as in x*(x + 1)
> adam(@(x) x^2, 3, 0.1, 1, 'table');
  step           x        f(x)     |slope|
     0           3           9           6
     1         2.9        8.41         5.8
> adam(@(x) x^2, 3, 0.1, 1, 1.5)
error: adam: the share of an average that is kept lies between 0 and 1
  adam(@(x) x^2, 3, 0.1, 1, 1.5)
                            ^^^
  for example round(adam(@(x) 1000*x, 0, 0.1, 2)*1e6)/1e6
