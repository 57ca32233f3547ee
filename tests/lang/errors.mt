# shapes
> A = [1 2 3; 4 5 6]; B = [1 2; 3 4];
> A * B
error: A is 2x3 and B is 2x2: the inner dimensions 3 and 2 differ
  A * B
  ^^^^^
  perhaps A' * B (3x2), or B * A (2x3)
> A + B
error: A is 2x3 and B is 2x2: the sizes differ
  A + B
  ^^^^^
  sizes must be equal, or 1 where they differ
> [1 2 3] * [4 5 6]
error: 1x3 times 1x3: the inner dimensions 3 and 1 differ
  [1 2 3] * [4 5 6]
  ^^^^^^^^^^^^^^^^^
  perhaps [1, 2, 3]' * [4, 5, 6] (3x3), or [1, 2, 3] * [4, 5, 6]' (a number), or [1, 2, 3] .* [4, 5, 6] (1x3)
> [1 2 3] + [1 2]
error: 1x3 + 1x2: the sizes differ
  [1 2 3] + [1 2]
  ^^^^^^^^^^^^^^^
  both need as many entries: here are 3 and 2
> A \ [1 2 3]'
error: A is 2x3 and [1, 2, 3]' is 3x1: both sides of \ need the same number of rows, but have 2 and 3
  A \ [1 2 3]'
  ^^^^^^^^^^^^
  A \ b solves A*x = b: b has a row for every row of A
> A / B
error: A is 2x3 and B is 2x2: both sides of / need the same number of columns, but have 3 and 2
  A / B
  ^^^^^
  to divide entry by entry, write A ./ B
> [1 2; 3 4 5]
error: vertical join: 1x2 and 1x3 have different numbers of columns
  [1 2; 3 4 5]
  ^^^^^^^^^^^^
  every row needs the same number of columns
> [1 2, [3; 4]]
error: horizontal join: 1x1 and 2x1 have different numbers of rows
  [1 2, [3; 4]]
   ^^^^^^^^^^^
  what stands side by side needs the same number of rows
> A ^ 2
error: only a square matrix has powers, but this is 2x3
  A ^ 2
  ^^^^^
  for the power of every entry, write A .^ 2
> 2 ^ B
ans =

   10.483   14.152
   21.228   31.711

> [1 2 3](5)
error: index 5 is outside the array, which is 1x3
  [1 2 3](5)
  ^^^^^^^^^^
  its indices go from 1 to 3
> A(3, 1)
error: index (3,_) is outside A, which is 2x3
  A(3, 1)
  ^^^^^^^
  it has 2 rows
> A(1, 4)
error: index (_,4) is outside A, which is 2x3
  A(1, 4)
  ^^^^^^^
  it has 3 columns
> A(7)
error: index 7 is outside A, which is 2x3
  A(7)
  ^^^^
  its indices go from 1 to 6; the last is A(end)
> A(0)
error: index 0: indices start at 1 here
  A(0)
  ^^^^
  the first element is A(1)
> A(-1)
error: index -1: indices start at 1 here
  A(-1)
  ^^^^^
  the last element is A(end), the one before it (end-1)
> A(1.5)
error: index 1.5: an index must be a whole number
  A(1.5)
  ^^^^^^
  round, floor and ceil make whole numbers
> A('a')
error: the text 'a' is no index into A, which is 2x3
  A('a')
  ^^^^^^
  an index is a number from 1; named fields belong to records: r.name
> A(1, 2, 3)
error: index (_,_,3) is outside A, which is 2x3
  A(1, 2, 3)
  ^^^^^^^^^^
  dimension 3 goes from 1 to 1
> A(:, 3) = [1 2 3]
error: A(:,3) has 2x1 places, but the right side is 1x3
  A(:, 3) = [1 2 3]
  ^^^^^^^
  give 2 numbers, or one for all: A(:, 3) = 0
> A([1 2]) = [1 2 3]
error: A(1:2) has 2 places, but the right side is 1x3
  A([1 2]) = [1 2 3]
  ^^^^^^^^
  give 2 numbers, or one for all: A([1 2]) = 0
> A(1, :) = []; A(1, 2) = []
A =

   4   6

> x = 1:3; x(5)
error: index 5 is outside x, which is 1x3
  x = 1:3; x(5)
           ^^^^
  its indices go from 1 to 3; the last is x(end)
> x(end + 1)
error: index 4 is outside x, which is 1x3
  x(end + 1)
  ^^^^^^^^^^
  its indices go from 1 to 3; the last is x(end)
> det(A)
error: det needs a square matrix, and this one is 1x2
  det(A)
      ^
  only a square matrix has a determinant
> inv([1 2 3])
error: inv needs a square matrix, and this one is 1x3
  inv([1 2 3])
      ^^^^^^^
  pinv(A) is the inverse that every matrix has
> chol([1 2; 2 1])
error: chol: the matrix must be positive definite, and pivot 2 is not positive
  chol([1 2; 2 1])
       ^^^^^^^^^^
  all its eigenvalues must be positive: look at eig(A)
> dot([1 2 3], [1 2])
error: dot needs as many numbers in both: here are 3 and 2
  dot([1 2 3], [1 2])
               ^^^^^
  for example dot([1, 2, 3], [4, 5, 6])
> cross([1 2], [3 4])
error: cross: the cross product needs 3 numbers in each vector, and here are 2
  cross([1 2], [3 4])
        ^^^^^
  for example cross([1 0 0], [0 1 0])
> reshape(1:6, 4, 2)
error: reshape: 1x6 has 6 entries, and 8 do not fit
  reshape(1:6, 4, 2)
  ^^^^^^^^^^^^^^^^^^
  for example reshape(1:6, 2, 3)
> ones(2, 3) == ones(3, 2)
error: 2x3 == 3x2: the sizes differ
  ones(2, 3) == ones(3, 2)
  ^^^^^^^^^^^^^^^^^^^^^^^^
  perhaps ones (2, 3) == ones (3, 2)' (2x3)
> horzcat([1; 2], [1 2 3])
error: horzcat: horizontal join: 2x1 and 1x3 have different numbers of rows
  horzcat([1; 2], [1 2 3])
  ^^^^^^^^^^^^^^^^^^^^^^^^
  for example horzcat([1; 2], [3; 4])
# names
> sine(1)
error: 'sine' is not a variable or a function here
  sine(1)
  ^^^^
  did you mean sin(1)?
> alpha = 1; alhpa + 1
error: 'alhpa' is not a variable or a function here
  alpha = 1; alhpa + 1
             ^^^^^
  did you mean alpha = 1; alpha + 1?
> maen([1 2 3])
error: 'maen' is not a variable or a function here
  maen([1 2 3])
  ^^^^
  did you mean mean([1 2 3])?
> np.dot([1 2], [3 4])
error: np.dot: functions stand alone here, without a module
  np.dot([1 2], [3 4])
  ^^^^^^
  write dot([1 2], [3 4])
> len([1 2])
error: 'len' is not a variable or a function here
  len([1 2])
  ^^^
  did you mean numel([1 2])?
> average([1 2])
error: 'average' is not a variable or a function here
  average([1 2])
  ^^^^^^^
  did you mean mean([1 2])?
> arcsin(1)
error: 'arcsin' is not a variable or a function here
  arcsin(1)
  ^^^^^^
  did you mean asin(1)?
> ln(2)
error: 'ln' is not a variable or a function here
  ln(2)
  ^^
  did you mean log(2)?
> True
error: 'True' is not a variable or a function here
  True
  ^^^^
  did you mean true?
> None
error: 'None' is not a variable or a function here
  None
  ^^^^
  write []
> X = 2; x
error: 'x' is not a variable or a function here
  X = 2; x
         ^
  did you mean X = 2; X?
> undefined_function(1, 2)
error: 'undefined_function' is not a variable or a function here
  undefined_function(1, 2)
  ^^^^^^^^^^^^^^^^^^
  `apropos undefined_function` searches the functions
> @undefined_thing
error: 'undefined_thing' is not a variable or a function here
  @undefined_thing
  ^^^^^^^^^^^^^^^^
  assign it first: undefined_thing = ...
> f = @(x) x + unknown_inside; f(1)
error: 'unknown_inside' is not a variable or a function here
  f = @(x) x + unknown_inside; f(1)
               ^^^^^^^^^^^^^^
  assign it first: unknown_inside = ...
> y(2)
error: 'y' is not a variable or a function here
  y(2)
  ^
  `apropos y` searches the functions
> y.field
error: 'y' is not a variable or a function here
  y.field
  ^
  assign it first: y = ...
> clear X; X
error: 'X' is not a variable or a function here
  clear X; X
           ^
  assign it first: X = ...
# arguments
> sin(1, 2)
error: sin takes 1 argument, but got 2
  sin(1, 2)
  ^^^^^^^^^
  usage: sin(x), for example sin([0 pi/6 pi/2])
> sin()
error: sin takes 1 argument, but got 0
  sin()
  ^^^^^
  usage: sin(x), for example sin([0 pi/6 pi/2])
> zeros('a')
error: zeros: all numbers are of the class 'double' here
  zeros('a')
        ^^^
  for example zeros(2, 3)
> f = @(x) x^2; f(1, 2)
error: f takes 1 argument, but got 2
  f = @(x) x^2; f(1, 2)
                ^^^^^^^
  it was defined as @(x) x ^ 2
> function r = g(a, b), r = a + b; end
> g(1, 2, 3)
error: g takes 2 arguments, but got 3
  g(1, 2, 3)
  ^^^^^^^^^^
  it was defined as g(a, b)
> g(1)
error: g was called without its argument b
  g(1)
  ^^^^
  it was defined as g(a, b)
> [a, b] = g(1, 2)
error: g gives 1 result, but 2 are wanted
  [a, b] = g(1, 2)
           ^^^^^^^
  only some functions give several results, as in [m, i] = max(x)
> [a, b] = sin(1)
error: sin does not give 2 results
  [a, b] = sin(1)
           ^^^^^^
  it gives one value
> norminv()
error: norminv takes 1 to 3 arguments, but got 0
  norminv()
  ^^^^^^^^^
  usage: norminv(q, [mean], [sd]), for example norminv(0.975)
> mean('abc', 'x')
error: mean needs numbers, and this is a text
  mean('abc', 'x')
       ^^^^^
  for example mean([1 2 6])
> mean({1})
error: mean: the first argument x must be an array of numbers, but it is a 1x1 cell
  mean({1})
       ^^^
  usage: mean(x, [option], [more]), for example mean([1 2 6])
> {1, 2} + 1
error: + does not work on a 1x2 cell and the number 1
  {1, 2} + 1
  ^^^^^^^^^^
  take an element out of the cell first, as in c{1}
> 'abc' * [1 2]
error: 1x3 times 1x2: the inner dimensions 3 and 1 differ
  'abc' * [1 2]
  ^^^^^^^^^^^^^
  a text counts as its character codes here
> @sin + 1
error: + does not work on a function and the number 1
  @sin + 1
  ^^^^^^^^
  call the function first, as in f(x) + ...
> struct('a', 1) + 1
error: + does not work on a record and the number 1
  struct('a', 1) + 1
  ^^^^^^^^^^^^^^^^^^
> f(1) = 2
error: f is a function: its values cannot be assigned
  f(1) = 2
  ^^^^
  to define a function, write for example f = @(x) x.^2
> x = disp_nothing_free(1)
error: 'disp_nothing_free' is not a variable or a function here
  x = disp_nothing_free(1)
      ^^^^^^^^^^^^^^^^^
  `apropos disp_nothing_free` searches the functions
> function nothing(), end
> x = nothing()
error: nothing gives no value that could be used here
  x = nothing()
      ^^^^^^^^^
  its first line must name a result: function y = nothing(...)
> 1 + nothing()
error: nothing gives no value that could be used here
  1 + nothing()
      ^^^^^^^^^
  its first line must name a result: function y = nothing(...)
> error('my own words')
error: my own words
  error('my own words')
  ^^^^^^^^^^^^^^^^^^^^^
> error('Octave:some-id', 'with id %d', 3)
error: with id 3
  error('Octave:some-id', 'with id %d', 3)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
> str2func(3)
error: str2func: the first argument s must be a text in quotes, but it is the number 3
  str2func(3)
           ^
  usage: str2func(s)
> feval('nosuch')
error: feval: there is no function 'nosuch'
  feval('nosuch')
        ^^^^^^^^
  `apropos nosuch` searches the functions
> cellfun(@(x) [x x], {1, 2})
error: cellfun: the function must give one number each time, but it gave a 1x2 vector
  cellfun(@(x) [x x], {1, 2})
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  with 'UniformOutput', false the results come in a cell
# syntax
> 2x
error: 'x' is not expected here
  2x
   ^
  write 2*x -- a product needs its sign, as in 2*x
> 2 * / 3
error: '/' is not expected here
  2 * / 3
      ^
  a value is missing after *
> (1 + 2
error: this ( is never closed
  (1 + 2
  ^
  write (1 + 2)
> [1 2; 3 4
error: this [ is never closed
  [1 2; 3 4
  ^
  write [1 2; 3 4]
> x = [1 2)
error: this ) closes nothing: the open bracket is a [
  x = [1 2)
          ^
  write x = [1 2]
> x = 1 +
error: a value is missing after +
  x = 1 +
         ^
  for example x = 1 + 2
> 3 = x
error: only a variable or a part of one can be assigned to
  3 = x
  ^
  write x = 3
> 1 == = 2
error: '=' is not expected here
  1 == = 2
       ^
  write 1 == 2
> if x = 3, end
error: = assigns; a condition compares
  if x = 3, end
       ^
  write if x == 3, end
> for i in 1:3, end
error: a loop is written with = here
  for i in 1:3, end
        ^^
  write for i = 1:3, end
> x[0]
error: '[' is not expected here
  x[0]
   ^
  write x(1) -- round brackets hold an index, and x(1) is the first element
> [1 2] @ [3; 4]
error: '@' is not expected here
  [1 2] @ [3; 4]
        ^
  write [1 2] * [3; 4] -- * is the matrix product, as in A * B; .* works entry by entry
> lambda x: x + 1
error: a function is written @(x) here
  lambda x: x + 1
  ^^^^^^
  write @(x) x + 1
> def f(x):
error: this is not written like that here
  def f(x):
  ^^^
  write function y = f(x)
> import numpy
error: this is not written like that here
  import numpy
  ^^^^^^
  nothing needs to be imported: all functions are here
> print x
error: this is not written like that here
  print x
  ^^^^^
  write disp(x)
> 'abc
error: this ' opens a text that is not closed
  'abc
  ^
  write 'abc'
> "abc
error: this " opens a text that is not closed
  "abc
  ^
  write "abc"
> end
error: this closes or continues a block, but none is open
  end
  ^^^
  blocks open with if, for, while, function ...; x(end) is the last element
> 5 6
error: '6' is not expected here
  5 6
    ^
  an operator or a comma is missing before this
> x y z
error: 'y' is not expected here
  x y z
    ^
  an operator or a comma is missing before this
> break
error: `break` leaves a loop, but there is none here
  break
  ^^^^^
  it belongs inside a loop: for k = 1:9 ... end
> function
error: something is missing at the end
  function
          ^
  a formula looks like 2*(x + 1)
> @
error: @ makes a function: a name or (parameters) must follow
  @
  ^
  for example f = @(x) x.^2, or g = @sin; the matrix product is A * B
> a.1
error: '.1' is not expected here
  a.1
   ^^
  an operator or a comma is missing before this
> 1..2
error: a range is written with a colon
  1..2
   ^^
  write 1:2
> x = ;
error: ';' is not expected here
  x = ;
      ^
  a value is missing after =
> )
error: this ) closes a bracket that was never opened
  )
  ^
  take it away, or open it before
> for
error: something is missing at the end
  for
     ^
  a formula looks like 2*(x + 1)
> while 1
error: this `while` has no `end`
  while 1
  ^^^^^
  a block is closed by the word end: while 1 ..., end
> if 1
error: this `if` has no `end`
  if 1
  ^^
  a block is closed by the word end: if 1 ..., end
> 3 4 + 5
error: '4' is not expected here
  3 4 + 5
    ^
  an operator or a comma is missing before this
> "a" 'b
error: 'b' is not expected here
  "a" 'b
       ^
  an operator or a comma is missing before this
> x = 1 2
error: '2' is not expected here
  x = 1 2
        ^
  write x = [1 2]
> [1, 2
error: this [ is never closed
  [1, 2
  ^
  write [1, 2]
> {1, 2
error: this { is never closed
  {1, 2
  ^
  write {1, 2}
> f(1
error: this ( is never closed
  f(1
   ^
  write f(1)
> switch 3
error: this `switch` has no `end`
  switch 3
  ^^^^^^
  a block is closed by the word end: switch 3 ..., end
> try
error: this `try` has no `end`
  try
  ^^^
  a block is closed by the word end: try ..., end
> é = 3
error: 'é' cannot be part of an expression
  é = 3
  ^
  formulas use plain letters, digits and signs
> 2 − 1
error: '−' cannot be part of an expression
  2 − 1
    ^
  write 2 - 1
> x² + 1
error: '²' cannot be part of an expression
  x² + 1
   ^
  write x^2 + 1
> 3 × 4
error: '×' cannot be part of an expression
  3 × 4
    ^
  write 3 * 4
> “text”
error: '“' cannot be part of an expression
  “text”
  ^
  write 'text'
> [1,,2]
error: ',' is not expected here
  [1,,2]
     ^
  write [1,2]
> x +* 2
error: '*' is not expected here
  x +* 2
     ^
  a value is missing after +
> ! 
error: a value is missing after !
  ! 
   ^
  for example ! 2
> 1e
error: 'e' is not expected here
  1e
   ^
  an exponent needs digits, as in 1e3
> 0x
error: 'x' is not expected here
  0x
   ^
  a hexadecimal number needs digits, as in 0x1F
> x(
error: this ( is never closed
  x(
   ^
  write x()
> a = @(x
error: this ( is never closed
  a = @(x
       ^
> a = @(1) x
error: a parameter must be a name
  a = @(1) x
        ^
  for example f = @(x, y) x + y
> $x
error: '$' is not expected here
  $x
  ^
  a formula looks like 2*(x + 1)
> x?
error: '?' is not expected here
  x?
   ^
  type `help NAME` for help on a name
> y = x if x > 0 else 2
error: 'if' is not expected here
  y = x if x > 0 else 2
        ^^
  write if x > 0, y = x, else, y = 2, end
# where it happened
> function r = outer(x)
..   r = inner(x) + 1;
.. end
> function r = inner(x)
..   r = [1 2 3](x);
.. end
> outer(5)
error: index 5 is outside the array, which is 1x3
  in inner, line 2:
    r = [1 2 3](x);
        ^^^^^^^^^^
  its indices go from 1 to 3
> x = 1;
.. y = x + ;
error: ';' is not expected here
  y = x + ;
          ^
  a value is missing after +
> a = 1;
.. b = a + undefined_b;
error: 'undefined_b' is not a variable or a function here
  b = a + undefined_b;
          ^^^^^^^^^^^
  assign it first: undefined_b = ...
> f = @(t) [1 2](t);
> f(3)
error: index 3 is outside the array, which is 1x2
  f = @(t) [1 2](t);
           ^^^^^^^^
  its indices go from 1 to 2
> s = 0; for k = 1:3, s += [1 2](k); end
error: index 3 is outside the array, which is 1x2
  s = 0; for k = 1:3, s += [1 2](k); end
                           ^^^^^^^^
  its indices go from 1 to 2
> s
s = 3
> sum(1, 2, 3, 4, 5)
error: sum takes 1 to 2 arguments, but got 5
  sum(1, 2, 3, 4, 5)
  ^^^^^^^^^^^^^^^^^^
  one list of numbers stands in brackets: sum([1, 2, 3, 4, 5])
# limits
> function r = forever(n), r = forever(n + 1); end
> forever(1)
error: functions call each other more than 256 deep
  in forever, line 1:
  function r = forever(n), r = forever(n + 1); end
                               ^^^^^^^^^^^^^^
  does the recursion have an end?
> x = zeros(1e6, 1e6);
error: zeros: this needs more memory than is allowed (1024 MB)
  x = zeros(1e6, 1e6);
      ^^^^^^^^^^^^^^^
  try it with a smaller size first
> ones(1e5) * 2;
error: ones: this needs more memory than is allowed (1024 MB)
  ones(1e5) * 2;
  ^^^^^^^^^
  a row of that length is ones(1, 1e5)
> 1:1e18;
error: this range would have 1e+18 elements: more than memory allows
  1:1e18;
  ^^^^^^
  linspace(a, b, n) gives just n numbers
> 1 + 1
ans = 2
> repmat('a', 1e5, 1e6);
error: repmat: the result would need more memory than is allowed
  repmat('a', 1e5, 1e6);
  ^^^^^^^^^^^^^^^^^^^^^
  try it with a smaller size first
> y(1e15) = 1
error: index 1e+15: this index is far too large
  y(1e15) = 1
  ^^^^^^^
  an index counts places: 1, 2, 3 ... end
> x = 'still here'
x = still here
# habits from Python
> x=1; A=[1 2;3 4];
> x<0 and x>3
error: 'and' is not expected here
  x<0 and x>3
      ^^^
  write x<0 && x>3
> x<0 or x>3
error: 'or' is not expected here
  x<0 or x>3
      ^^
  write x<0 || x>3
> not true
error: `not` is written ! here
  not true
  ^^^
  write !true
> if not x, disp(1), end
error: `not` is written ! here
  if not x, disp(1), end
     ^^^
  write if !x, disp(1), end
> a or b
error: 'or' is not expected here
  a or b
    ^^
  write a || b
> x and x
error: 'and' is not expected here
  x and x
    ^^^
  write x && x
> np.array([1,2])
error: np.array: functions stand alone here, without a module
  np.array([1,2])
  ^^^^^^^^
  write [1,2]
> np.linalg.norm(A)
error: np.linalg: functions stand alone here, without a module
  np.linalg.norm(A)
  ^^^^^^^^^
  write norm(A)
> A.T
error: only a record has fields like .T; this is a 2x2 matrix
  A.T
  ^^^
  write A'
> A.T * A
error: only a record has fields like .T; this is a 2x2 matrix
  A.T * A
  ^^^
  write A' * A
> [1,2,3].sum()
error: only a record has fields like .sum; this is a 1x3 vector
  [1,2,3].sum()
  ^^^^^^^^^^^
  write sum([1,2,3])
> x.sum()
error: only a record has fields like .sum; this is the number 1
  x.sum()
  ^^^^^
  write sum(x)
> A.mean()
error: only a record has fields like .mean; this is a 2x2 matrix
  A.mean()
  ^^^^^^
  write mean(A)
> x.shape
error: only a record has fields like .shape; this is the number 1
  x.shape
  ^^^^^^^
  write size(x)
> A.shape(1)
error: only a record has fields like .shape; this is a 2x2 matrix
  A.shape(1)
  ^^^^^^^
  write size(A, 1)
> x.append(3)
error: only a record has fields like .append; this is the number 1
  x.append(3)
  ^^^^^^^^
  write x = [x, 3]
> zeros((2,3))
error: ',' is not expected here
  zeros((2,3))
          ^
  write zeros(2,3)
> ones((2, 3))
error: ',' is not expected here
  ones((2, 3))
         ^
  write ones(2, 3)
> [[1,2],[3,4]]
note: [[1,2],[3,4]] is one row here; a matrix is [1,2; 3,4]
ans =

   1   2   3   4

> not(true)
ans = 0
> (A).T
error: only a record has fields like .T; this is a 2x2 matrix
  (A).T
  ^^^^^
  write (A)'
> x.foo
error: only a record has fields like .foo; this is the number 1
  x.foo
  ^^^^^
  a record is made by assigning to a new name: r.name = 3
> B = [[1,2],[3,4]];
note: [[1,2],[3,4]] is one row here; a matrix is [1,2; 3,4]
> [[1,2] [3,4]]
ans =

   1   2   3   4

> [[1,2],[3]]
ans =

   1   2   3

> f = @() [[1,2],[3,4]];
> (1,2)
error: ',' is not expected here
  (1,2)
    ^
  write [1,2]
> A.dot(A)
error: only a record has fields like .dot; this is a 2x2 matrix
  A.dot(A)
  ^^^^^
  write A * A
> (x>1 and x<3)
error: 'and' is not expected here
  (x>1 and x<3)
       ^^^
  write (x>1 && x<3)
> not (x>1)
ans = 1
