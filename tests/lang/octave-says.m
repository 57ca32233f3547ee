## octave-says.m -- what GNU Octave answers to a recorded conversation (see run-language.c):
##   octave-cli --norc tests/lang/octave-says.m FILE.mt
## prints FILE with Octave's answers, to be compared with ours by eye or diff.  Errors are left as
## they stand, because ours are worded for learners.



path__ = argv (){end};
lines__ = strsplit (fileread (path__), "\n");
if isempty (lines__{end}) lines__(end) = []; end
typed__ = {};
expected__ = {};
global code__ failed__
failed__ = "__failed = 1; fprintf ('%s\\n', ['error: ' lasterr()]);";
k__ = 1;
while k__ <= numel (lines__)
  if strncmp (lines__{k__}, "# ", 2)
    clear -x k__ lines__ code__ failed__ path__
    format short
    disp (lines__{k__});
    k__++;
    continue
  end
  printf ("%s\n", lines__{k__});
  code__ = lines__{k__++}(3:end);
  while k__ <= numel (lines__) && strncmp (lines__{k__}, ".. ", 3)
    printf ("%s\n", lines__{k__});
    code__ = [code__, "\n", lines__{k__++}(4:end)];
  end
  written__ = "";
  while k__ <= numel (lines__) && ! strncmp (lines__{k__}, "> ", 2) && ! strncmp (lines__{k__}, "# ", 2)
    written__ = [written__, lines__{k__}, "\n"];
    k__++;
  end
  if isempty (code__) continue, end
  said__ = evalc (code__, failed__);
  if strncmp (written__, "error: ", 7) && ! isempty (strfind (said__, "error: "))
    said__ = written__;
  end
  printf ("%s", said__);
end
