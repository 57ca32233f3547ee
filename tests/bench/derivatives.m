% Exact derivatives of functions: nanoseconds for one whole call, reading and tidying included.
function report(name, n, f)
  best = Inf; spent = 0;
  while spent < 0.1
    tic;
    for k = 1:n
      r = f();
    end
    t = toc;
    best = min(best, t); spent = spent + t;
  end
  printf('%s\t%.6g\n', name, best / n * 1e9);
end
lesson = @(x) x^2*sin(3*x + 1);
terms = cell(1, 71);
for k = 1:71
  terms{k} = sprintf('sin(%d*x + 1)*exp(-x^2/%d)', k, k + 1);
end
long = str2func(['@(x) ' strjoin(terms, ' + ')]);
factors = cell(1, 39);
for k = 1:39
  factors{k} = sprintf('(x^2 + %d*x + 1)', k);
end
product = str2func(['@(x) ' strjoin(factors, '*')]);
nested = @(x) x;
for k = 1:10
  nested = @(x) nested(x)*sin(nested(x)) + 1;
end
valley = @(x, y) (1 - x)^2 + 100*(y - x^2)^2;
report('diff of x^2*sin(3*x + 1)', 100, @() diff(lesson));
report('diff of 71 terms, 1,000 nodes', 10, @() diff(long));
report('diff of a product of 39 quadratics', 2, @() diff(product));
report('diff of n*sin(n) + 1 in itself, 10 levels', 10, @() diff(nested));
report('hessian of Rosenbrock''s valley', 100, @() hessian(valley));
report('taylor of exp(sin(x)), degree 8', 10, @() taylor(@(x) exp(sin(x)), 0, 8));
