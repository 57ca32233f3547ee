% Functions handed to quadrature, root finding and descent: nanoseconds for one whole call.  Each call
% gets slightly other limits, lest the processor learn one problem by heart.
function report(name, n, f)
  best = Inf; spent = 0;
  while spent < 0.1
    tic;
    for k = 1:n
      r = f(k * 1e-4);
    end
    t = toc;
    best = min(best, t); spent = spent + t;
  end
  printf('%s\t%.6g\n', name, best / n * 1e9);
end
octave = exist('OCTAVE_VERSION') > 0;
n = 400; if octave, n = 4; end
wave = @(x) sin(x)^2 + exp(-x)*x;
fast = @(x) exp(-x^2)*cos(20*x);
if octave % whose integral hands over vectors
  wave = @(x) sin(x).^2 + exp(-x).*x;
  fast = @(x) exp(-x.^2).*cos(20*x);
end
meets = @(x) cos(x) - x;
valley = @(v) (1 - v(1))^2 + 100*(v(2) - v(1)^2)^2;
report('integral(sin(x)^2 + exp(-x)*x, 0, 10)', n, @(d) integral(wave, 0, 10 + d));
report('integral(exp(-x^2)*cos(20*x), 0, 5)', n, @(d) integral(fast, 0, 5 + d));
report('fzero(cos(x) - x, [0 1])', n, @(d) fzero(meets, [0 1 + d]));
report('fminsearch of Rosenbrock''s valley', ceil(n / 10), @(d) fminsearch(valley, [-1.2 + d, 1]));
