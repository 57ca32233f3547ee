A = ones(2, 3, 2); A(:, :, 3) = 5; sum(A, 3), permute(A, [3 1 2]), A(:, :, 2)(end)
