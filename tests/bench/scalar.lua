local sin, exp = math.sin, math.exp
local s, n = 0.0, 1e7
for i = 1, n do
  local x = i * 1e-6
  s = s + (sin(x)^2 + exp(-x)*x)
end
print(string.format("%.6f", s))
