x = -1.2; y = 1; rate = 1e-3; n = 1e7;
for i = 1:n
  gx = -2*(1 - x) - 400*x*(y - x^2);
  gy = 200*(y - x^2);
  x -= rate*gx;
  y -= rate*gy;
end
printf("%.6f %.6f\n", x, y);
