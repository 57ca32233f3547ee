x = linspace(0, 10, 1e6); s = 0;
for k = 1:10
  s = s + sum(sin(x).^2 + exp(-x).*x);
end
printf("%.6f\n", s);
