local x, y, rate, n = -1.2, 1.0, 1e-3, 1e7
for i = 1, n do
  local gx = -2*(1 - x) - 400*x*(y - x^2)
  local gy = 200*(y - x^2)
  x = x - rate*gx
  y = y - rate*gy
end
print(string.format("%.6f %.6f", x, y))
