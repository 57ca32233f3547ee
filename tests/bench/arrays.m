% Formulas over whole arrays: nanoseconds for one entry.  Runs in Octave too.
function report(name, count, f)
  best = Inf; spent = 0;
  while spent < 0.06
    tic; r = f(); t = toc;
    best = min(best, t); spent = spent + t;
  end
  printf('%s\t%.6g\n', name, best / count * 1e9);
end
n = 1e6;
x = linspace(0, 10, n); y = mod((1:n) * 0.61803398875, 1); z = y - 0.5;
A = reshape(y, 1000, 1000); row = A(1, :); column = A(:, 1); odd = x > 5;
pick = 1 + floor(y * n);
for k = 1:30, warm = sin(x) + y; end
report('sin(x).^2 + exp(-x).*x', n, @() sin(x).^2 + exp(-x).*x);
report('sin', n, @() sin(x));
report('cos', n, @() cos(x));
report('exp', n, @() exp(z));
report('log', n, @() log(y));
report('sqrt', n, @() sqrt(y));
report('tanh', n, @() tanh(z));
report('1 ./ (1 + exp(-x))', n, @() 1 ./ (1 + exp(-z)));
report('x.^2', n, @() x.^2);
report('x.^3', n, @() x.^3);
report('x.^1.5', n, @() x.^1.5);
report('x + 1', n, @() x + 1);
report('x.*y + z', n, @() x.*y + z);
report('x ./ y', n, @() x ./ y);
report('abs', n, @() abs(z));
report('floor', n, @() floor(x));
report('mod', n, @() mod(x, 3));
report('x > 5', n, @() x > 5);
report('(x > 5) & (y < 0.5)', n, @() (x > 5) & (y < 0.5));
report('sum', n, @() sum(y));
report('mean', n, @() mean(y));
report('var', n, @() var(y));
report('median', n, @() median(y));
report('prod', n, @() prod(y));
report('max', n, @() max(y));
report('any', n, @() any(z > 1));
report('cumsum', n, @() cumsum(y));
report('diff', n, @() diff(y));
report('sort', n, @() sort(y));
report('find', n, @() find(odd));
report('unique', n, @() unique(pick));
report('x(mask)', n, @() x(odd));
report('x(indices)', n, @() x(pick));
report('x(2:end) - x(1:end-1)', n, @() x(2:end) - x(1:end-1));
report('dot', n, @() dot(x, y));
report('norm', n, @() norm(y));
report('A + row', n, @() A + row);
report('A + column', n, @() A + column);
report('A''', n, @() A');
report('sum(A, 1)', n, @() sum(A, 1));
report('sum(A, 2)', n, @() sum(A, 2));
report('max(A, [], 2)', n, @() max(A, [], 2));
report('A * column', n, @() A * column);
report('A(:, 2:999)', n, @() A(:, 2:999));
report('[A A]', 2 * n, @() [A A]);
report('repmat', 4 * n, @() repmat(A, 2, 2));
report('zeros', n, @() zeros(1000));
report('1:n', n, @() (1:n) + 0);
report('linspace', n, @() linspace(0, 10, n));
report('rand', n, @() rand(1, n));
report('randn', n, @() randn(1, n));
report('x + y of 10 entries', 1, @() row(1:10) + row(11:20));
