s = 0; n = 1e7;
for i = 1:n
  x = i * 1e-6;
  s += sin(x)^2 + exp(-x)*x;
end
printf("%.6f\n", s);
