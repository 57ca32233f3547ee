% plots.m -- Octave's part of `plots`: COUNT pictures through gnuplot, or one of a million points.
count = str2double (getenv ("COUNT"));
warning ("off", "all");
graphics_toolkit ("gnuplot");
set (0, "defaultaxesfontname", "DejaVu Sans", "defaulttextfontname", "DejaVu Sans");
figure ("visible", "off", "position", [0 0 900 630]);
if count == 0
  x = linspace (0, 100, 1e6);
  plot (x, sin (x) + 0.1 * cos (99 * x));
  drawnow ("pngcairo", "million.png");
end
for k = 1:count
  x = linspace (0, 10, 200);
  plot (x, sin (x), x, cos (x));
  title ("Two waves");
  legend ("sin", "cos");
  drawnow ("pngcairo", sprintf ("picture-%d.png", k));
end
