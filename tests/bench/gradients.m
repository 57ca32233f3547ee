% Gradients: nanoseconds for the function, and for its value and gradient together.
function report(name, n, f)
  best = Inf; spent = 0;
  while spent < 0.3
    tic;
    for k = 1:n
      r = f();
    end
    t = toc;
    best = min(best, t); spent = spent + t;
  end
  printf('%s\t%.6g\n', name, best / n * 1e9);
end
function both(name, n, f, g)
  report([name ': f'], n, f);
  report([name ': grad'], n, g);
end
function s = turns(x)
  s = x;
  for k = 1:1000
    s = s*0.999 + sin(x)/k;
  end
end
function s = growing(x)
  y = [];
  for k = 1:1000
    y(end + 1) = x*k;
  end
  s = y(1) + y(1000);
end
function s = filled(x)
  y = zeros(1, 1000);
  for k = 1:1000
    y(k) = x*k;
  end
  s = y(1) + y(1000);
end
function s = joined(x)
  y = [];
  for k = 1:300
    y = [y x*k];
  end
  s = sum(y);
end
function s = bubble(x)
  for i = 1:numel(x) - 1
    for j = 1:numel(x) - i
      if x(j) > x(j + 1)
        t = x(j); x(j) = x(j + 1); x(j + 1) = t;
      end
    end
  end
  s = x*(1:numel(x))';
end
function r = fibonacci(n, x)
  if n < 2, r = x; else r = fibonacci(n - 1, x) + fibonacci(n - 2, x)*x; end
end
function s = rows_scaled(A)
  B = zeros(size(A));
  for i = 1:rows(A)
    B(i, :) = A(i, :)/sum(A(i, :));
  end
  s = sum(sum(B.^2));
end
function l = net(P, X, Y)
  H = relu(P{1}*X + P{2});
  Z = P{3}*H + P{4};
  l = mean(logsumexp(Z) - sum(Z.*Y));
end
if exist('OCTAVE_VERSION'), exit; end % has no grad
formula = @(x) x^2*sin(3*x + 1);
both('x^2*sin(3*x + 1)', 100, @() formula(1.3), @() grad(formula, 1.3));
both('a loop of 1000 turns', 1, @() turns(0.3), @() grad(@turns, 0.3));
both('a vector that grows to 1000', 1, @() growing(0.3), @() grad(@growing, 0.3));
both('a vector filled to 1000', 1, @() filled(0.3), @() grad(@filled, 0.3));
both('[y v] up to 300', 1, @() joined(0.3), @() grad(@joined, 0.3));
list = sin(1:20);
both('a bubble sort of 20', 1, @() bubble(list), @() grad(@bubble, list));
both('recursion, fibonacci(12, x)', 1, @() fibonacci(12, 0.9), @() grad(@(x) fibonacci(12, x), 0.9));
square = abs(sin(reshape(1:400, 20, 20)));
both('rows scaled one by one, 20x20', 1, @() rows_scaled(square), @() grad(@rows_scaled, square));
valley = @(v) 100*(v(2) - v(1)^2)^2 + (1 - v(1))^2;
both('rosenbrock', 100, @() valley([1.2 0.3]), @() grad(valley, [1.2 0.3]));
many = sin(1:1000);
totals = @(x) sum(cumsum(x).^2); ranks = @(x) sum(sort(x).*(1:1000)); spread = @(x) var(x);
steps = @(x) sum((x(2:end) - x(1:end-1)).^2);
both('cumsum of 1000', 10, @() totals(many), @() grad(totals, many));
both('sort of 1000', 10, @() ranks(many), @() grad(ranks, many));
both('var of 1000', 10, @() spread(many), @() grad(spread, many));
both('differences of 1000', 10, @() steps(many), @() grad(steps, many));
picture = sin(reshape(1:784, 28, 28));
seen = @(K) sum(sum(relu(conv2(picture, K, 'valid'))));
both('relu(conv2) 28x28, 3x3', 1, @() seen([1 2 1; 0 1 0; -1 -2 -1]), @() grad(seen, [1 2 1; 0 1 0; -1 -2 -1]));
X = sin((1:100)' * [1 2 3]); y = 2*(cos(1:100)' > 0) - 1; w = [0.1; 0.2; 0.3];
small = @(w) mean(log(1 + exp(-y.*(X*w))));
both('logistic loss, 100x3', 10, @() small(w), @() grad(small, w));
Z = sin((1:500)' * (1:10000)); t = 2*(cos(1:500)' > 0) - 1; v = cos(1:10000)'/100;
large = @(w) mean(log(1 + exp(-t.*(Z*w))));
both('logistic loss, 500x10000', 1, @() large(v), @() grad(large, v));
P = {sin(reshape(1:100352, 128, 784))/28, zeros(128, 1), cos(reshape(1:1280, 10, 128))/11, zeros(10, 1)};
B = abs(sin(reshape(1:50176, 784, 64))); Y = double((1:10)' == mod(1:64, 10) + 1);
loss = @(P) net(P, B, Y);
both('net 784-128-10, 64 at once', 1, @() loss(P), @() grad(loss, P));
A = sin(reshape(1:40000, 200, 200)) + 20*eye(200); b = cos(1:200)';
both('sum(A\b), 200x200', 1, @() sum(A\b), @() grad(@(A) sum(A\b), A));
both('log(abs(det(A))), 200x200', 1, @() log(abs(det(A))), @() grad(@(A) log(abs(det(A))), A));
S = A*A' + eye(200); root = @(S) sum(log(diag(chol(S))));
both('log(diag(chol(S))), 200x200', 1, @() root(S), @() grad(root, S));
E = cos((1:30)'*(1:30)); E = E + E' + 3*diag(1:30);
both('sum(eig(E).^2), 30x30', 1, @() sum(eig(E).^2), @() grad(@(E) sum(eig(E).^2), E));
