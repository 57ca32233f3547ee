inv(magic(4)), [q, r] = qr([1 2; 3 4]), eig([2 1; 1 2]), svd(ones(3)), quad(@(x) x.^2, 0, 1), fzero(@cos, [1 2])
