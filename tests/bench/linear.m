% Linear algebra, for this program and for Octave: lines of `name size seconds`, each the best of
% several runs.  Set `sizes` before to choose others.
if ~exist('sizes', 'var'), sizes = [2 10 100 256 500 1000]; end
for n = sizes
  rand('seed', 5);
  A = rand(n) - 0.5; B = rand(n) - 0.5; S = A + A'; b = B(:, 1);
  T = rand(2*n, n) - 0.5; c = T(:, 1) + 1;
  turns = max(1, floor(2e6 / (n^3 + 2000)));
  runs = 3 + 6*(n < 500);
  best = Inf(1, 10);
  for r = 1:runs
    tic; for k = 1:turns, X = A*B; end, best(1) = min(best(1), toc/turns);
    tic; for k = 1:turns, X = A\b; end, best(2) = min(best(2), toc/turns);
    tic; for k = 1:turns, X = inv(A); end, best(3) = min(best(3), toc/turns);
    tic; for k = 1:turns, X = det(A); end, best(4) = min(best(4), toc/turns);
    tic; for k = 1:turns, [L, U, P] = lu(A); end, best(5) = min(best(5), toc/turns);
    tic; for k = 1:turns, [Q, R] = qr(A); end, best(6) = min(best(6), toc/turns);
    tic; for k = 1:turns, X = T\c; end, best(7) = min(best(7), toc/turns);
    tic; for k = 1:turns, [V, D] = eig(S); end, best(8) = min(best(8), toc/turns);
    tic; for k = 1:turns, [U, D, V] = svd(A); end, best(9) = min(best(9), toc/turns);
    if n < 1000 || r < 3
      tic; for k = 1:turns, [V, D] = eig(A); end, best(10) = min(best(10), toc/turns);
    end
  end
  names = {'product', 'solve', 'inv', 'det', 'lu', 'qr', 'lstsq', 'eigsym', 'svd', 'eig'};
  for k = 1:10, printf('%s %d %.4g\n', names{k}, n, best(k)); end
end
