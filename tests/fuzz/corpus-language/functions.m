function [a, varargout] = f (x, varargin)
  a = nargin; varargout{1} = x;
end
[p, q] = f(1, 2, 3), g = @(x, y) x .* y + p; g(2, 3)
