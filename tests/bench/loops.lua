-- The same as loops.m, where Lua has the same.
local sin, exp, abs, max, clock = math.sin, math.exp, math.abs, math.max, os.clock
local enough = 0.06

local function report(name, body, n, turns)
  local t
  repeat
    n = 2 * n
    local start = clock()
    body(n)
    t = clock() - start
  until t >= enough
  print(string.format("%s\t%.6g", name, t / (turns and turns(n) or n) * 1e9))
end

report("s = s + sin(x)^2 + exp(-x)*x", function(n)
  local s = 0.0
  for i = 1, n do
    local x = i * 1e-6
    s = s + sin(x)^2 + exp(-x)*x
  end
  return s
end, 500)

local function wave(x) return sin(x)^2 + exp(-x)*x end
local function summed(n)
  local s = 0.0
  for i = 1, n do s = s + wave(i * 1e-6) end
  return s
end
report("the same in a function", summed, 500)
report("the same in a handle", summed, 500)

local g = function(x) return x + 1 end
local h = function(x) return g(x) * 2 end
report("a handle in a handle", function(n)
  local s = 0.0
  for i = 1, n do s = s + h(i) end
  return s
end, 500)

report("a step down Rosenbrock's valley", function(n)
  local x, y, rate = -1.2, 1.0, 1e-3
  for i = 1, n do
    local gx = -2*(1 - x) - 400*x*(y - x^2)
    local gy = 200*(y - x^2)
    x = x - rate*gx
    y = y - rate*gy
  end
  return x
end, 500)

local function fib(n) if n < 2 then return n else return fib(n-1) + fib(n-2) end end
do
  local n, t = 8, 0
  repeat
    n = n + 1
    local start = clock()
    fib(n)
    t = clock() - start
  until t >= enough
  print(string.format("fib, one call\t%.6g", t / (2*fib(n + 1) - 1) * 1e9))
end

local function sum_difference(a, b) return a + b, a - b end
report("a function with two results", function(n)
  local s = 0.0
  for i = 1, n do
    local a, b = sum_difference(i, s)
    s = a - i
  end
  return s
end, 500)

local x = {}
for i = 1, 1000 do x[i] = 0.0 end
report("x(i) = x(i-1)*0.5 + i", function(n)
  for k = 1, n do
    for i = 2, 1000 do x[i] = x[i-1]*0.5 + i end
  end
end, 1, function(n) return n * 999 end)

report("C(i,j) = C(i,j) + A(i,k)*B(k,j)", function(n)
  local function filled()
    local M = {}
    for i = 1, n do
      M[i] = {}
      for j = 1, n do M[i][j] = 0.5 end
    end
    return M
  end
  local A, B, C = filled(), filled(), filled()
  for i = 1, n do
    for j = 1, n do
      for k = 1, n do C[i][j] = C[i][j] + A[i][k]*B[k][j] end
    end
  end
end, 4, function(n) return n^3 end)

report("while, if, mod, && and ||", function(n)
  local i, x = 0, 1.0
  while i < n and x > 0 do
    if i % 3 == 0 or x > 1e6 then x = x / 2 else x = x * 1.5 end
    i = i + 1
  end
end, 500)

report("x(end+1) = i", function(n)
  local x = {}
  for i = 1, n do x[#x + 1] = i end
end, 500)

report("s = [s 'a']", function(n)
  local s = ""
  for i = 1, n do s = s .. "a" end
end, 500)

report("sprintf", function(n)
  local s
  for i = 1, n do s = string.format("%d %g", i, 0.5) end
end, 500)

local c = {}
report("c{k} = i, s + c{k}", function(n)
  local s = 0.0
  for i = 1, n do
    local k = i % 100 + 1
    c[k] = i
    s = s + c[k]
  end
end, 500)

local p = { x = 0.0, y = 1.0 }
report("p.x = p.x + p.y", function(n)
  for i = 1, n do p.x = p.x + p.y end
end, 500)

report("arrayfun", function(n)
  local f = function(x) return x^2 + 1 end
  local r = {}
  for i = 1, n do r[i] = f(i) end
end, 500)

report("max, numel, abs of scalars", function(n)
  local s = 0.0
  for i = 1, n do s = s + max(i, 3) + #x + abs(-i) end
end, 500)
