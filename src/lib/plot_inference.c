/* plot_inference.c -- samples, intervals, tests and what data say of a parameter.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>
#include <string.h>

static const Style RULE = { .role = ROLE_MUTED, .dash = DASH_LONG };

/* Argument I as a whole number under NAME; STANDARD when it is left out or []. */
static bool whole(Sketch *s, size_t i, const char *name, double low, double high, long standard) {
  char text[80];
  long n = standard;
  bool own = call_given(s->call, i) && !value_is_empty(s->call->args[i]);
  if (own && !call_integer(s->call, i, low, high, &n)) return false;
  snprintf(text, sizeof text, "%s = %ld;", name, n);
  return sketch_run(s, "", text);
}

/* ------------------------------------------------------------------ sampdist */

static const char population_numbers[] =
    "if ischar(pop)\n"
    "  names = {'norm', 'exp', 'unif', 'bern'}; k = find(strcmp(pop, names));\n"
    "  if isempty(k), error('populations are norm, exp, unif, bern or a vector'); end\n"
    "  makers = {@() randn(1, n), @() -log(rand(1, n)), @() rand(1, n), @() double(rand(1, n) < "
    "0.3)};\n"
    "  draw = makers{k}; t = linspace(-4, 4, 161); tops = {[0 1], [1 1], [0.5 1 / sqrt(12)], [0.3 "
    "sqrt(0.21)]};\n"
    "  mu = tops{k}(1); sigma = tops{k}(2); if k == 2, t = linspace(0, 5, 161); end\n"
    "  if k > 2, t = linspace(-0.25, 1.25, 161); end\n"
    "  dens = {normpdf(t), exp(-t), double(t >= 0 & t <= 1), 0 * t}; dt = dens{k}; bars = k == 4;\n"
    "  if bars, values = [0 1]; shares = [0.7 0.3]; end\n"
    "else\n"
    "  v = pop(isfinite(pop))(:)'; if numel(v) < 2, error('a population needs two numbers'); end\n"
    "  draw = @() v(randi(numel(v), 1, n)); mu = mean(v); sigma = std(v, 1); bars = true;\n"
    "  if numel(unique(v)) > 24, c = linspace(min(v), max(v), 16); c = (c(1:15) + c(2:16)) / 2;\n"
    "    values = c; shares = hist(v, c) / numel(v);\n"
    "  else, values = unique(v); shares = arrayfun(@(u) mean(v == u), values); end\n"
    "end\n";

static const char sampling_numbers[] =
    "if isempty(stat), stat = 'mean'; end\n"
    "label = 'statistic'; if ischar(stat), label = stat; stat = str2func(stat); end\n"
    "x = zeros(1, reps); for i = 1:reps, x(i) = stat(draw()); end\n"
    "if ~all(isfinite(x)), error('the statistic must be a finite number'); end\n"
    "m = mean(x); se = std(x); theory = sigma / sqrt(n); is_mean = strcmp(label, 'mean');\n"
    "low = min(x); high = max(x); if low == high, low = low - 0.5; high = high + 0.5; end\n"
    "u = unique(x); if numel(u) > 1, gap = min(diff(u)); else, gap = 1; end\n"
    "if numel(u) <= 40 && gap > 1e-6 * (high - low), w = gap * max(1, ceil((high - low) / gap / "
    "40));\n"
    "  e = (low - w / 2):w:(high + w); else, e = linspace(low, high, 31); w = e(2) - e(1); end\n"
    "lo = e(1:end-1); hi = e(2:end); c = zeros(1, numel(lo));\n"
    "for i = 1:reps, j = min(numel(c), floor((x(i) - e(1)) / w + 1e-9) + 1); c(j) = c(j) + 1; end\n"
    "d = c / (reps * w); zero = 0 * d; g = linspace(e(1), e(end), 161); centre = m; s = se;\n"
    "if is_mean, centre = mu; s = theory; end, bell = normpdf(g, centre, max(s, realmin));\n"
    "sk = 0; if se > 0, sk = mean(((x - m) / std(x, 1)) .^ 3); end\n"
    "if abs(sk) < 1e-12, sk = 0; end";

static Value call_sampdist(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_seed(&s, 4) || !whole(&s, 2, "n", 1, 10000, 1) ||
      !whole(&s, 3, "reps", 2, 20000, 1000) || !sketch_run(&s, "pop stat", population_numbers) ||
      !sketch_run(&s, "", sampling_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  double n = sketch_number(&s, "n"), reps = sketch_number(&s, "reps");
  if (sketch_number(&s, "bars") != 0)
    sketch_impulses(&s, p, "values shares", (Style){ .role = ROLE_MODEL });
  else
    sketch_area(&s, p, "t dt", 0, (Style){ .role = ROLE_MODEL, .tint = 0.5 });
  panel_upright(p, sketch_number(&s, "mu"), RULE);
  panel_title(p, "population: mean %s, sd %s", sketch_pretty(&s, "mu").text,
              sketch_pretty(&s, "sigma").text);
  panel_labels(p, "x", sketch_number(&s, "bars") != 0 ? "share" : "density");
  panel_yrange(p, 0, NAN);
  panel_legend(p, LEGEND_NONE);
  sketch_boxes(&s, q, "lo hi zero d", (Style){ .role = ROLE_MODEL, .tint = 0.45 });
  sketch_line(&s, q, "g bell", (Style){ .role = ROLE_ACCENT, .width = 1.2 });
  double m = sketch_number(&s, "m"), se = sketch_number(&s, "se");
  panel_upright(q, m - se, RULE);
  panel_upright(q, m + se, RULE);
  panel_title(q, "%s of n = %g, %g samples", sketch_string(&s, "label"), n, reps);
  panel_labels(q, sketch_string(&s, "label"), NULL);
  panel_legend(q, LEGEND_NONE);
  panel_yrange(q, 0, NAN);
  Text words = TEXT_EMPTY;
  text_printf(&words, "The %s of %g draws, %g times over (seed %lu): centre %s, standard error %s",
              sketch_string(&s, "label"), n, reps, s.seed, number_plain(m).text,
              number_plain(se).text);
  if (sketch_number(&s, "is_mean") != 0)
    text_printf(&words, " where sigma/sqrt(n) is %s", sketch_plain(&s, "theory").text);
  text_printf(&words, "; skewness %.2f, which for a normal curve is 0", sketch_number(&s, "sk"));
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ cisim */

static const char cisim_numbers[] =
    "if isempty(level), level = 0.95; end\n"
    "if ~(level > 0 && level < 1), error('the level lies between 0 and 1, as in 0.95'); end\n"
    "if isempty(kind), kind = 't'; end\n"
    "if ~any(strcmp(kind, {'z', 't'})), error('the choices are z and t'); end\n"
    "mu = 50; sigma = 10; X = mu + sigma * randn(n, 100); m = mean(X, 1);\n"
    "if kind == 't', h = tinv((1 + level) / 2, n - 1) * std(X, 0, 1) / sqrt(n);\n"
    "else, h = norminv((1 + level) / 2) * sigma / sqrt(n) * ones(1, 100); end\n"
    "m = m(1:step); h = h(1:step); lo = m - h; hi = m + h; at = 1:step;\n"
    "miss = lo > mu | hi < mu; missed = sum(miss); hit = 100 * (1 - missed / step);\n"
    "ax = at(~miss); ay0 = lo(~miss); ay1 = hi(~miss); am = m(~miss);\n"
    "bx = at(miss); by0 = lo(miss); by1 = hi(miss); bm = m(miss); mean_width = mean(2 * h);";

static Value call_cisim(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_seed(&s, 3) || !whole(&s, 0, "n", 2, 100000, 2) ||
      !whole(&s, 4, "step", 1, 100, 100) || !sketch_run(&s, "none level kind", cisim_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double missed = sketch_number(&s, "missed"), step = sketch_number(&s, "step");
  sketch_segments(&s, p, "ay0 ax ay1 ax", (Style){ .role = ROLE_LIGHT });
  sketch_points(&s, p, "am ax", (Style){ .role = ROLE_MODEL, .size = 0.45 });
  sketch_segments(&s, p, "by0 bx by1 bx", (Style){ .role = ROLE_ACCENT, .width = 1.7 });
  sketch_points(&s, p, "bm bx",
                (Style){ .role = ROLE_ACCENT, .size = 0.7, .marker = MARKER_TRIANGLE });
  panel_upright(p, sketch_number(&s, "mu"), (Style){ .role = ROLE_INK });
  panel_labels(p, "interval for the mean", "sample");
  panel_yrange(p, 0, 101);
  panel_legend(p, LEGEND_NONE);
  panel_title(p, "%g intervals of %s %%: %g miss the true mean 50", step,
              number_pretty(100 * sketch_number(&s, "level")).text, missed);
  figure_words(f,
               "%g intervals of %s %% (%s, n = %g, seed %lu): %g of them miss the true mean 50, so "
               "%s %% cover it; they are %s wide on the average.",
               step, number_plain(100 * sketch_number(&s, "level")).text, sketch_string(&s, "kind"),
               sketch_number(&s, "n"), s.seed, missed, sketch_plain(&s, "hit").text,
               sketch_plain(&s, "mean_width").text);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ powerplot */

static const char power_numbers[] =
    "if isempty(alpha), alpha = 0.05; end\n"
    "if ~(alpha > 0 && alpha < 1), error('alpha lies between 0 and 1, as in 0.05'); end\n"
    "if ~(s > 0) || ~isfinite(d), error('s must be positive and d a number'); end\n"
    "se = s / sqrt(n); z = norminv(1 - alpha / 2); c = z * se; low = min(-4 * se, d - 4 * se);\n"
    "high = max(4 * se, d + 4 * se); t = linspace(low, high, 301); f0 = normpdf(t, 0, se);\n"
    "f1 = normpdf(t, d, se); pow = @(k) normcdf(-z - d * sqrt(k) / s) + normcdf(-z + d * sqrt(k) / "
    "s);\n"
    "power = pow(n); beta = 1 - power; r = linspace(c, high, 101); ra = normpdf(r, 0, se);\n"
    "l = linspace(low, -c, 101); la = normpdf(l, 0, se); m = linspace(-c, c, 201);\n"
    "mb = normpdf(m, d, se); last = max(2 * n, 10); if d ~= 0\n"
    "  last = min(max(last, ceil(1.1 * ((z + 1.7) * s / d) ^ 2)), 1e6); end\n"
    "k = linspace(1, last, 201); pk = arrayfun(pow, k); need = Inf;\n"
    "if d ~= 0, need = ceil(((z + norminv(0.8)) * s / d) ^ 2);\n"
    "  while need > 1 && pow(need - 1) >= 0.8, need = need - 1; end\n"
    "  while pow(need) < 0.8, need = need + 1; end, end\n"
    "top = 1.12 * max(f0); has_low = low < -c;";

static Value call_powerplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!whole(&s, 2, "n", 1, 1e9, 1) || !sketch_run(&s, "d s none alpha", power_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(2, 1);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 1, 0);
  double c = sketch_number(&s, "c"), n = sketch_number(&s, "n"), power = sketch_number(&s, "power");
  double alpha = sketch_number(&s, "alpha");
  layer_name(sketch_area(&s, p, "m mb", 0, (Style){ .role = ROLE_LIGHT, .tint = 0.4 }), "β");
  layer_name(sketch_area(&s, p, "r ra", 0, (Style){ .role = ROLE_ACCENT }), "α");
  sketch_area(&s, p, "l la", 0, (Style){ .role = ROLE_ACCENT });
  layer_name(sketch_line(&s, p, "t f0", (Style){ .role = ROLE_INK }), "no effect");
  layer_name(sketch_line(&s, p, "t f1", (Style){ .role = ROLE_MODEL, .width = 1.2 }), "effect");
  panel_upright(p, c, RULE);
  panel_upright(p, -c, RULE);
  panel_yrange(p, 0, sketch_number(&s, "top"));
  panel_labels(p, "observed difference", "density");
  panel_legend(p, LEGEND_CORNER);
  panel_title(p, "power %s at n = %g, effect %s", number_pretty(power).text, n,
              sketch_pretty(&s, "d").text);
  sketch_line(&s, q, "k pk", (Style){ .role = ROLE_MODEL });
  panel_across(q, 0.8, RULE);
  panel_points(q, &n, &power, 1, (Style){ .role = ROLE_ACCENT, .size = 1.3 });
  panel_labels(q, "n", "power");
  panel_yrange(q, 0, 1.05);
  panel_legend(q, LEGEND_NONE);
  Text words = TEXT_EMPTY;
  text_printf(&words,
              "A two-sided test at alpha %s finds an effect of %s (sd %s, n = %g) beyond the "
              "critical value %s with power %s, and misses it with probability %s",
              number_plain(alpha).text, sketch_plain(&s, "d").text, sketch_plain(&s, "s").text, n,
              number_plain(c).text, number_plain(power).text, sketch_plain(&s, "beta").text);
  if (isfinite(sketch_number(&s, "need")))
    text_printf(&words, "; power 0.8 needs n = %g", sketch_number(&s, "need"));
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ likelihood */

static const char likelihood_numbers[] =
    "names = {'bern', 'poiss', 'exp', 'norm'}; k = find(strcmp(name, names));\n"
    "if isempty(k), error('the models are bern, poiss, exp and norm'); end\n"
    "symbols = {'p', 'rate', 'mean', 'mean'}; symbol = symbols{k};\n"
    "good = {@(v) all(v == 0 | v == 1), @(v) all(v >= 0 & v == round(v)), @(v) all(v >= 0), @(v) "
    "true};\n"
    "for part = {x, y}, v = part{1}; if ~good{k}(v(:)), error('these data do not fit the model "
    "%s', name); end, end\n"
    "x = x(:)'; y = y(:)'; if isempty(x), error('there are no data'); end\n"
    "sd = 1; if k == 4 && numel(x) > 1 && std(x, 1) > 0, sd = std(x, 1); end\n"
    "logs = {@(v, t) sum(v) * log(t) + (numel(v) - sum(v)) * log(1 - t), "
    "  @(v, t) sum(v) * log(t) - numel(v) * t, @(v, t) -numel(v) * log(t) - sum(v) ./ t, "
    "  @(v, t) -sum((v' - t) .^ 2, 1) / (2 * sd ^ 2)};\n"
    "L = logs{k}; best = mean(x); n = numel(x);\n"
    "ses = {sqrt(best * (1 - best) / n), sqrt(best / n), best / sqrt(n), sd / sqrt(n)}; se = "
    "ses{k};\n"
    "second = ~isempty(y); other = best; se2 = se;\n"
    "if second, other = mean(y); q = {sqrt(other * (1 - other) / numel(y)), sqrt(other / "
    "numel(y)), other / sqrt(numel(y)), sd / sqrt(numel(y))}; se2 = q{k}; end\n"
    "wide = 4 * max([se se2 1e-3 * abs(best)]); if wide == 0, wide = 1; end\n"
    "low = min(best, other) - wide; high = max(best, other) + wide;\n"
    "if k == 1, low = max(low, 0.001); high = min(high, 0.999); end\n"
    "if k == 2 || k == 3, low = max(low, max(best, other) / 200 + 1e-9); end\n"
    "t = linspace(low, high, 301); a = L(x, t); inside = min(max(best, low), high);\n"
    "a = a - L(x, inside); bottom = -6; a(a < bottom) = NaN;\n"
    "if second, i2 = min(max(other, low), high); b = L(y, t) - L(y, i2); b(b < bottom) = NaN; end\n"
    "par = -(t - best) .^ 2 / (2 * max(se, realmin) ^ 2); par(par < bottom) = NaN;\n"
    "ends = [best - 1.96 * se, best + 1.96 * se]; cut = [-1.92 -1.92];";

static Value call_likelihood(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "name x y", likelihood_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool second = sketch_number(&s, "second") != 0;
  double best = sketch_number(&s, "best"), zero = 0;
  const char *symbol = sketch_string(&s, "symbol");
  View ends = sketch_view(&s, "ends");
  layer_name(sketch_line(&s, p, "t a", (Style){ .role = ROLE_MODEL, .width = 1.3 }), "%s",
             second ? "first data" : "log-likelihood");
  if (second) layer_name(sketch_line(&s, p, "t b", (Style){ .role = ROLE_GOOD }), "second data");
  layer_name(sketch_line(&s, p, "t par", (Style){ .role = ROLE_WARM, .dash = DASH_LONG }),
             "parabola at the top");
  panel_points(p, &best, &zero, 1, (Style){ .role = ROLE_ACCENT, .size = 1.3 });
  sketch_line(&s, p, "ends cut", (Style){ .role = ROLE_ACCENT, .width = 1.2 });
  panel_text(p, best, -1.92, (Style){ .role = ROLE_ACCENT, .anchor = ANCHOR_CENTER },
             "95 %%: ± 1.96 standard errors");
  panel_upright(p, best, RULE);
  panel_labels(p, symbol, "log-likelihood − maximum");
  panel_yrange(p, -6.2, 0.6);
  panel_xrange(p, sketch_number(&s, "low"), sketch_number(&s, "high"));
  panel_legend(p, LEGEND_CORNER);
  panel_title(p, "maximum at %s = %s, standard error %s", symbol, number_pretty(best).text,
              sketch_pretty(&s, "se").text);
  Text words = TEXT_EMPTY;
  text_printf(&words,
              "The log-likelihood of %g values is highest at %s = %s; its curvature there gives a "
              "standard error of %s and, about 1.92 below the top, the interval %s to %s",
              sketch_number(&s, "n"), symbol, number_plain(best).text, sketch_plain(&s, "se").text,
              number_plain(ends.data[0]).text, number_plain(ends.data[1]).text);
  if (second) text_printf(&words, "; the second data peak at %s", sketch_plain(&s, "other").text);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ posterior */

static const char posterior_numbers[] =
    "if ~(a > 0 && b > 0), error('the prior Beta(a, b) needs positive a and b'); end\n"
    "if k > n, error('there cannot be more successes than trials'); end\n"
    "if step < n, k = round(k * step / max(n, 1)); n = step; end\n"
    "t = linspace(0.001, 0.999, 400); prior = betapdf(t, a, b); A = a + k; B = b + n - k;\n"
    "post = betapdf(t, A, B); like = betapdf(t, k + 1, n - k + 1);\n"
    "lo = betainv(0.025, A, B); hi = betainv(0.975, A, B); in = linspace(lo, hi, 151);\n"
    "pin = betapdf(in, A, B); m = A / (A + B); top = 1.15 * max([post like min(max(prior), 3 * "
    "max(post))]);";

static Value call_posterior(Call *call) {
  Sketch s = sketch_begin(call);
  if (!whole(&s, 2, "k", 0, 1e6, 0) || !whole(&s, 3, "n", 0, 1e6, 0) ||
      !whole(&s, 4, "step", 0, 1e6, 1000000) || !sketch_run(&s, "a b", posterior_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double n = sketch_number(&s, "n"), k = sketch_number(&s, "k");
  sketch_area(&s, p, "in pin", 0, (Style){ .role = ROLE_ACCENT, .tint = 0.65 });
  layer_name(sketch_line(&s, p, "t prior", (Style){ .role = ROLE_MUTED, .dash = DASH_LONG }),
             "prior");
  layer_name(sketch_line(&s, p, "t like", (Style){ .role = ROLE_MODEL, .dash = DASH_DOT }),
             "likelihood, scaled");
  layer_name(sketch_line(&s, p, "t post", (Style){ .role = ROLE_ACCENT, .width = 1.3 }),
             "posterior");
  panel_labels(p, "p", "density");
  panel_xrange(p, 0, 1);
  panel_yrange(p, 0, sketch_number(&s, "top"));
  panel_legend(p, LEGEND_CORNER);
  panel_title(p, "%g of %g: posterior Beta(%s, %s)", k, n, sketch_pretty(&s, "A").text,
              sketch_pretty(&s, "B").text);
  figure_words(f,
               "Prior Beta(%s, %s), then %g successes in %g trials: the posterior is Beta(%s, %s) "
               "with mean %s; 95 %% of it lie between %s and %s.",
               sketch_plain(&s, "a").text, sketch_plain(&s, "b").text, k, n,
               sketch_plain(&s, "A").text, sketch_plain(&s, "B").text, sketch_plain(&s, "m").text,
               sketch_plain(&s, "lo").text, sketch_plain(&s, "hi").text);
  return sketch_show(&s, f);
}

const Builtin plot_inference_family[] = {
  { .name = "sampdist",
    .signature = "pop: any, stat: any, n: scalar, reps?: array, seed?: array -> any",
    .call = call_sampdist,
    .summary =
        "Draws a population ('norm', 'exp', 'unif', 'bern' or a vector of values) and beside it "
        "how a statistic ('mean', 'median', a function) of n draws spreads over reps samples "
        "(1000), with a normal curve and one standard error to both sides.",
    .formula = "\\mathrm{SE} = \\frac{\\sigma}{\\sqrt n}",
    .numpy = "rng.exponential(size=(reps, n)).mean(axis=1)",
    .see = "cisim bootstrap hist",
    .examples = { { "sampdist('exp', 'mean', 30, 1000, 1); 1", "1" },
                  { "sampdist([1 2 3 4 5 6], 'mean', 2, 500, 1); 1", "1" },
                  { "sampdist('cauchy', 'mean', 5)", "error: sampdist: populations are" } } },
  { .name = "cisim",
    .signature = "n: scalar, level?: array, kind?: array, seed?: array, step?: array -> any",
    .call = call_cisim,
    .summary = "Draws a hundred intervals for the mean from as many samples of n; those that miss "
               "the true mean are red. 't' (the standard deviation is estimated) or 'z' (it is "
               "known); a step shows only the first intervals.",
    .formula = "\\bar x \\pm t \\frac{s}{\\sqrt n}",
    .numpy = "scipy.stats.t.interval(level, n - 1, m, se)",
    .see = "sampdist tinv ttest",
    .examples = { { "cisim(16, 0.95, 't', 4); 1", "1" },
                  { "cisim(10, 95)", "error: cisim: the level lies between 0 and 1" } } },
  { .name = "powerplot",
    .signature = "d: scalar, s: scalar, n: scalar, alpha?: array -> any",
    .call = call_powerplot,
    .summary = "Draws how a difference spreads when there is no effect and when it is d (standard "
               "deviation s, n draws), the critical values of a two-sided test, both errors, and "
               "the power for each n.",
    .formula = "1 - \\beta",
    .numpy = "statsmodels.stats.power.NormalIndPower()",
    .see = "norminv ztest tail",
    .examples = { { "powerplot(5, 15, 36); 1", "1" },
                  { "powerplot(1, -1, 10)", "error: powerplot: s must be positive" } } },
  { .name = "likelihood",
    .signature = "model: string, x: real, y?: real -> any",
    .call = call_likelihood,
    .summary =
        "Draws the log-likelihood of a parameter given data x: of 'bern' (0 and 1), 'poiss' "
        "(counts), 'exp' or 'norm' (the mean, with the spread of x), its maximum and curvature; y "
        "is a second data set.",
    .formula = "\\ell(\\theta) = \\sum_i \\log p(x_i \\mid \\theta)",
    .numpy = "scipy.stats.norm.logpdf(x, mu).sum()",
    .see = "posterior normfit",
    .examples = { { "likelihood('bern', [1 1 0 1 0 1 1 0 1 1]); 1", "1" },
                  { "likelihood('poiss', [2 4 3], [2 4 3 1 5 3 2 4 3 3 4 2]); 1", "1" },
                  { "likelihood('bern', [1 2])", "error: likelihood: these data do not fit" } } },
  { .name = "posterior",
    .signature = "a: scalar, b: scalar, k: scalar, n: scalar, step?: array -> any",
    .call = call_posterior,
    .summary = "Draws what is known of a probability: the prior Beta(a, b), the likelihood of k "
               "successes in n trials, the posterior and the middle 95 percent of it. A step stops "
               "after so many trials.",
    .formula = "p \\mid k \\sim \\mathrm{Beta}(a + k, b + n - k)",
    .numpy = "scipy.stats.beta(a + k, b + n - k)",
    .see = "likelihood betapdf betainv",
    .examples = { { "posterior(2, 2, 14, 20); 1", "1" },
                  { "posterior(1, 1, 5, 3)", "error: posterior: there cannot be more" } } },
  { 0 }
};
