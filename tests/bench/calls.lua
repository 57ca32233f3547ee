local sin, exp = math.sin, math.exp
local function f(x) return sin(x)^2 + exp(-x)*x end
local s, n = 0.0, 1e7
for i = 1, n do
  s = s + f(i * 1e-6)
end
print(string.format("%.6f", s))
