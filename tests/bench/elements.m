x = zeros(1, 1000);
for k = 1:10000
  for i = 2:1000
    x(i) = x(i-1)*0.5 + i;
  end
end
x(10)
