f = @(x) sin(x)^2 + exp(-x)*x; s = 0; n = 1e7;
for i = 1:n
  s += f(i * 1e-6);
end
printf("%.6f\n", s);
