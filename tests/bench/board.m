% Explanations as text: nanoseconds for one.
function report(name, typed)
  n = 20; best = Inf;
  for round = 1:5
    tic;
    for k = 1:n
      said = evalc(typed);
    end
    best = min(best, toc);
  end
  printf('%s\t%.6g\n', name, best / n * 1e9);
end
report('explain A\b, 3x3', 'explain [2 1 1; 3 4 1; 1 2 5] \ [4; 5; 3];');
report('explain eig, 2x2', 'explain eig([2 1; 1 3]);');
report('explain inv, 4x4', 'explain inv([2 1 1 0; 3 4 1 2; 1 2 5 1; 0 1 2 7]);');
report('explain full eig, 3x3', 'explain full eig([2 0 1; 0 2 0; 1 0 2]);');
