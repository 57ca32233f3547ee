local x = {}
for i = 1, 1000 do x[i] = 0.0 end
for k = 1, 10000 do
  for i = 2, 1000 do x[i] = x[i-1]*0.5 + i end
end
print(x[10])
