% regenerate.m -- GNU Octave computes what the tables of this folder expect.
%
%   octave-cli --norc regenerate.m [FILE.tsv ...]           writes the third field of every row
%   octave-cli --norc regenerate.m compare [FILE.tsv ...]   only says which rows would change
%
% Without files all tables beside this script are taken.  The form of a row is described at the
% head of run-octave.c.  A row whose expression fails in Octave is reported and left as it is,
% unless `error` already stands in its third field.
1;

function part = literal_part (x)
  % One real number, so that it reads back as the same double.
  if (isnan (x))
    part = 'NaN';
  elseif (isinf (x))
    part = ifelse_text (x > 0, 'Inf', '-Inf');
  elseif (x == fix (x) && abs (x) < 1e15)
    part = sprintf ('%d', x);
  else
    part = sprintf ('%.17g', x);
    shorter = sprintf ('%.15g', x);
    if (str2double (shorter) == x)
      part = shorter;
    end
  end
end

function t = ifelse_text (yes, a, b)
  if (yes)
    t = a;
  else
    t = b;
  end
end

function t = literal_grid (x, entry)
  % [a b; c d] of a matrix, each entry written by the function given.
  if (numel (x) == 1)
    t = entry (x);
    return
  end
  lines = cell (1, rows (x));
  for i = 1:rows (x)
    words = cell (1, columns (x));
    for j = 1:columns (x)
      words{j} = entry (x(i, j));
    end
    lines{i} = strjoin (words, ' ');
  end
  t = ['[', strjoin(lines, '; '), ']'];
end

function t = literal_sizes (x)
  t = sprintf ('%d,', size (x));
  t = t(1:end-1);
end

function t = literal_text (x)
  % Characters: printable ones between quotes, others as an escape.
  if (isempty (x))
    t = ifelse_text (all (size (x) == 0), '""', ['char(zeros(', literal_sizes(x), '))']);
  elseif (ndims (x) > 2)
    t = ['reshape(', literal_text(x(:).'), ',[', literal_sizes(x), '])'];
  else
    lines = cell (1, rows (x));
    for i = 1:rows (x)
      s = undo_string_escapes (x(i, :));
      lines{i} = ['"', s, '"'];
    end
    t = strjoin (lines, '; ');
    if (rows (x) > 1)
      t = ['[', t, ']'];
    end
  end
end

function t = literal_logical (x)
  if (isempty (x))
    t = ['false(', literal_sizes(x), ')'];
  elseif (ndims (x) > 2)
    t = ['reshape(', literal_logical(x(:).'), ',[', literal_sizes(x), '])'];
  else
    t = literal_grid (x, @(b) ifelse_text (b, 'true', 'false'));
  end
end

function t = literal_number (x)
  if (isempty (x))
    t = ['zeros(', literal_sizes(x), ')'];
  elseif (ndims (x) > 2)
    t = ['reshape(', literal_number(x(:).'), ',[', literal_sizes(x), '])'];
  elseif (iscomplex (x))
    t = ['complex(', literal_number(real (x)), ',', literal_number(imag (x)), ')'];
  else
    t = literal_grid (x, @literal_part);
  end
end

function t = literal_cell (x)
  if (isempty (x))
    t = ['cell(', literal_sizes(x), ')'];
  elseif (ndims (x) > 2)
    t = ['reshape(', literal_cell(x(:).'), ',[', literal_sizes(x), '])'];
  else
    lines = cell (1, rows (x));
    for i = 1:rows (x)
      words = cellfun (@literal, x(i, :), 'UniformOutput', false);
      lines{i} = strjoin (words, ', ');
    end
    t = ['{', strjoin(lines, '; '), '}'];
  end
end

function t = literal_record (x)
  if (numel (x) != 1)
    error ('arrays of records cannot be written as a literal');
  end
  names = fieldnames (x);
  words = cell (1, numel (names));
  for k = 1:numel (names)
    value = literal (x.(names{k}));
    if (iscell (x.(names{k})))
      value = ['{', value, '}'];
    end
    words{k} = ['"', names{k}, '", ', value];
  end
  t = ['struct(', strjoin(words, ', '), ')'];
end

function t = literal (x)
  % A literal both languages read.
  if (iscell (x))
    t = literal_cell (x);
  elseif (isstruct (x))
    t = literal_record (x);
  elseif (is_function_handle (x))
    t = func2str (x);
    if (t(1) != '@')
      t = ['@', t];
    end
  elseif (ischar (x))
    t = literal_text (x);
  elseif (islogical (x))
    t = literal_logical (full (x));
  elseif (isa (x, 'double'))
    t = literal_number (full (x));
  else
    error ('a value of class %s has no literal', class (x));
  end
end

function at = last_statement (text)
  % Where the last statement begins: behind the last semicolon that is in no bracket or quote.
  at = 1;
  depth = 0;
  quote = '';
  for k = 1:numel (text)
    c = text(k);
    if (! isempty (quote))
      if (c == quote && ! (quote == '"' && text(k-1) == '\'))
        quote = '';
      end
    elseif (c == '"' || (c == '''' && ! (k > 1 && any (text(k-1) == ')]}''.' | isalnum (text(k-1)) | text(k-1) == '_'))))
      quote = c;
    elseif (any (c == '([{'))
      depth++;
    elseif (any (c == ')]}'))
      depth--;
    elseif (c == ';' && depth == 0 && any (! isspace (text(k+1:end))))
      at = k + 1;
    end
  end
end

function value__ = answer__ (text__)
  % What the last statement of the text is, with all before it run.
  at__ = last_statement (text__);
  evalc (text__(1:at__-1));
  expression__ = strtrim (text__(at__:end));
  while (! isempty (expression__) && expression__(end) == ';')
    expression__(end) = [];
  end
  [~] = evalc (['value__ = ', expression__, ';']);
end

function changed = renew (path, compare)
  lines = strsplit (fileread (path), "\n", 'CollapseDelimiters', false);
  changed = 0;
  for k = 1:numel (lines)
    line = lines{k};
    if (isempty (line) || line(1) == '#')
      continue
    end
    fields = strsplit (line, "\t", 'CollapseDelimiters', false);
    fields(end+1:3) = {''};
    try
      fields{3} = literal (answer__ (fields{1}));
    catch failure
      if (! strcmp (fields{3}, 'error'))
        printf ("%s:%d: %s\n  fails: %s\n", path, k, fields{1}, failure.message);
      end
    end
    renewed = strjoin (fields(1:3), "\t");
    if (! strcmp (renewed, line))
      changed++;
      if (compare)
        printf ("%s:%d: %s\n  says %s\n", path, k, line, fields{3});
      end
      lines{k} = renewed;
    end
  end
  if (changed > 0 && ! compare)
    file = fopen (path, 'w');
    fputs (file, strjoin (lines, "\n"));
    fclose (file);
  end
end

warning ('off', 'all');
try
  pkg load statistics
catch
  disp ('the statistics package is missing: its rows will be reported');
end
words = argv ();
compare = ! isempty (words) && strcmp (words{1}, 'compare');
if (compare)
  words(1) = [];
end
if (isempty (words))
  here = fileparts (mfilename ('fullpath'));
  words = glob (fullfile (here, '*.tsv'));
end
changed = 0;
for k = 1:numel (words)
  changed += renew (words{k}, compare);
end
printf ("%d rows %s\n", changed, ifelse_text (compare, 'differ', 'renewed'));
exit (compare && changed > 0);
