% Loops and calls: nanoseconds for one turn.  Runs in Octave too, which needs fewer turns for the same
% time: every measurement doubles its turns until it has taken long enough.
function r = fib(n)
  if n < 2
    r = n;
  else
    r = fib(n - 1) + fib(n - 2);
  end
end
function r = wave(x)
  r = sin(x)^2 + exp(-x)*x;
end
function [s, d] = sum_difference(a, b)
  s = a + b;
  d = a - b;
end
function report(name, t, n)
  printf('%s\t%.6g\n', name, t / n * 1e9);
end
enough = 0.06;

n = 500; t = 0;
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    x = i * 1e-6;
    s = s + sin(x)^2 + exp(-x)*x;
  end
  t = toc;
end
report('s = s + sin(x)^2 + exp(-x)*x', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    s = s + wave(i * 1e-6);
  end
  t = toc;
end
report('the same in a function', t, n);

f = @(x) sin(x)^2 + exp(-x)*x;
n = 500; t = 0;
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    s = s + f(i * 1e-6);
  end
  t = toc;
end
report('the same in a handle', t, n);

g = @(x) x + 1; h = @(x) g(x) * 2;
n = 500; t = 0;
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    s = s + h(i);
  end
  t = toc;
end
report('a handle in a handle', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n; x = -1.2; y = 1; rate = 1e-3;
  tic;
  for i = 1:n
    gx = -2*(1 - x) - 400*x*(y - x^2);
    gy = 200*(y - x^2);
    x = x - rate*gx;
    y = y - rate*gy;
  end
  t = toc;
end
report('a step down Rosenbrock''s valley', t, n);

n = 8; t = 0; calls = 0;
while t < enough
  n = n + 1;
  tic; r = fib(n); t = toc;
  calls = 2 * fib(n + 1) - 1;
end
report('fib, one call', t, calls);

n = 500; t = 0;
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    [a, b] = sum_difference(i, s);
    s = a - i;
  end
  t = toc;
end
report('a function with two results', t, n);

x = zeros(1, 1000); n = 1; t = 0;
while t < enough
  n = 2 * n;
  tic;
  for k = 1:n
    for i = 2:1000
      x(i) = x(i-1)*0.5 + i;
    end
  end
  t = toc;
end
report('x(i) = x(i-1)*0.5 + i', t, n * 999);

n = 4; t = 0;
while t < enough
  n = 2 * n; A = rand(n); B = rand(n); C = zeros(n);
  tic;
  for i = 1:n
    for j = 1:n
      for k = 1:n
        C(i,j) = C(i,j) + A(i,k)*B(k,j);
      end
    end
  end
  t = toc;
end
report('C(i,j) = C(i,j) + A(i,k)*B(k,j)', t, n^3);

n = 500; t = 0;
while t < enough
  n = 2 * n; i = 0; x = 1;
  tic;
  while i < n && x > 0
    if mod(i, 3) == 0 || x > 1e6
      x = x / 2;
    else
      x = x * 1.5;
    end
    i = i + 1;
  end
  t = toc;
end
report('while, if, mod, && and ||', t, n);

v = [0 1 2]; n = 500; t = 0;
while t < enough
  n = 2 * n; v = [0 1 2];
  tic;
  while v(1) < n
    v = v + [1 0 0];
  end
  t = toc;
end
report('v = v + [1 0 0] of 3 entries', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n; x = [];
  tic;
  for i = 1:n
    x(end+1) = i;
  end
  t = toc;
end
report('x(end+1) = i', t, n);

n = 500; t = 0;
while t < enough && n < 5e4
  n = 2 * n; s = '';
  tic;
  for i = 1:n
    s = [s 'a'];
  end
  t = toc;
end
report('s = [s ''a'']', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n;
  tic;
  for i = 1:n
    s = sprintf('%d %g', i, 0.5);
  end
  t = toc;
end
report('sprintf', t, n);

n = 500; t = 0; c = cell(1, 100);
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    k = mod(i, 100) + 1;
    c{k} = i;
    s = s + c{k};
  end
  t = toc;
end
report('c{k} = i, s + c{k}', t, n);

n = 500; t = 0; p.x = 0; p.y = 1;
while t < enough
  n = 2 * n;
  tic;
  for i = 1:n
    p.x = p.x + p.y;
  end
  t = toc;
end
report('p.x = p.x + p.y', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n; v = 1:n;
  tic; r = arrayfun(@(x) x^2 + 1, v); t = toc;
end
report('arrayfun', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n; c = num2cell(1:n);
  tic; r = cellfun(@(x) x^2 + 1, c); t = toc;
end
report('cellfun', t, n);

n = 500; t = 0;
while t < enough
  n = 2 * n; s = 0;
  tic;
  for i = 1:n
    s = s + max(i, 3) + numel(enough) + abs(-i);
  end
  t = toc;
end
report('max, numel, abs of scalars', t, n);
