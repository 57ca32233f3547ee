f = @(varargin) numel(varargin); f(1, 2, 3), a = 2; g = @() a; clear a; g(), h = @plus; h(1, 2), f = @(x) f(x)
