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
