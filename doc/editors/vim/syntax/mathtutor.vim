" Lessons of mathtutor, on top of Markdown: fences, keys, values in the text, mathematics.
if exists('b:mathtutor_syntax')
  finish
endif
let b:mathtutor_syntax = 1

" The head.
syntax match mathtutorHeadKey /^\%(title\|slug\|track\|needs\|minutes\|skills\|summary\|order\|lessons\):/
  \ contained
syntax region mathtutorHead start=/\%^---$/ end=/^---$/ keepend contains=mathtutorHeadKey

" Values in the text, and what only looks like one.
syntax match mathtutorLiteral /@@{/ containedin=ALLBUT,mathtutorHead
syntax region mathtutorValue matchgroup=mathtutorDelimiter start=/@\@<!@{/ end=/}/ oneline
  \ contains=mathtutorFormat,mathtutorNumber,mathtutorString,mathtutorBrace containedin=ALLBUT,mathtutorHead,mathtutorRun
syntax region mathtutorBrace start=/{/ end=/}/ oneline contained contains=mathtutorBrace,mathtutorNumber
syntax match mathtutorFormat /:\d[sd]\ze}/ contained

" Mathematics.
syntax region mathtutorMath matchgroup=mathtutorDelimiter start=/\\\@<!\$\$/ end=/\$\$/ keepend
  \ contains=mathtutorTex,mathtutorValue containedin=markdownParagraph
syntax region mathtutorMath matchgroup=mathtutorDelimiter start=/\\\@<!\$\$\@!\S\@=/ end=/\\\@<!\$/ oneline keepend
  \ contains=mathtutorTex,mathtutorValue containedin=markdownParagraph
syntax match mathtutorTex /\\\%(\a\+\|.\)/ contained

" The language of run, plot and explain blocks.
syntax match mathtutorComment /[%#].*$/ contained
syntax region mathtutorString start=/'/ skip=/''/ end=/'/ oneline contained
syntax region mathtutorString start=/"/ skip=/\\"/ end=/"/ oneline contained
syntax match mathtutorNumber /\<\d\+\%(\.\d*\)\?\%([eE][-+]\?\d\+\)\?[ij]\?\>/ contained
syntax keyword mathtutorStatement contained if elseif else end endif for endfor while endwhile do
  \ until switch case otherwise endswitch break continue return function endfunction try catch
  \ end_try_catch unwind_protect unwind_protect_cleanup end_unwind_protect
syntax match mathtutorCall /\<\h\w*\ze(/ contained
syntax region mathtutorRun matchgroup=mathtutorFence
  \ start=/^\z(`\{3,}\|\~\{3,}\)\s*\%(run\%(\s\+hidden\)\?\|explain\)\s*$/ end=/^\z1\s*$/ keepend
  \ contains=mathtutorComment,mathtutorString,mathtutorNumber,mathtutorStatement,mathtutorCall
syntax region mathtutorRun matchgroup=mathtutorFence
  \ start=/^\z(`\{3,}\|\~\{3,}\)\s*plot\>.*$/ end=/^\z1\s*$/ keepend
  \ contains=mathtutorComment,mathtutorString,mathtutorNumber,mathtutorStatement,mathtutorCall

" Exercises.
syntax match mathtutorKey /^\%(vars\|where\|ask\|choices\|order\|answer\|kind\|neat\|tolerance\|digits\|sigfigs\|decimals\|between\|form\|forbid\|uses\|of\|units\|domain\|partial\|constant\|slip\|hint\|price\|solution\|test\|check\|points\):/ contained
syntax match mathtutorPart /^part\s\+\S\+/ contained
syntax match mathtutorRight /^\%((\*)\|\[\*\]\)/ contained
syntax match mathtutorWrong /^\%(( )\|\[ \]\)/ contained
syntax match mathtutorArrow /\s->\s\|\s--\s/ contained
syntax match mathtutorVerdict /\<\%(right\|wrong\|close\|form\|ungradable\|slip\%(\s\+\w\+\)\?\)\ze\s*\%(|\|$\)/ contained
syntax match mathtutorNote /^#.*$/ contained
syntax region mathtutorExercise matchgroup=mathtutorFence
  \ start=/^\z(`\{3,}\|\~\{3,}\)\s*exercise\>.*$/ end=/^\z1\s*$/ keepend
  \ contains=mathtutorKey,mathtutorPart,mathtutorRight,mathtutorWrong,mathtutorArrow,mathtutorVerdict,mathtutorNote,mathtutorValue,mathtutorLiteral,mathtutorMath

highlight default link mathtutorHeadKey Identifier
highlight default link mathtutorFence PreProc
highlight default link mathtutorKey Keyword
highlight default link mathtutorPart Structure
highlight default link mathtutorRight String
highlight default link mathtutorWrong Comment
highlight default link mathtutorArrow Operator
highlight default link mathtutorVerdict Type
highlight default link mathtutorNote Comment
highlight default link mathtutorComment Comment
highlight default link mathtutorString String
highlight default link mathtutorNumber Number
highlight default link mathtutorStatement Statement
highlight default link mathtutorCall Function
highlight default link mathtutorDelimiter Delimiter
highlight default link mathtutorValue Special
highlight default link mathtutorBrace Special
highlight default link mathtutorFormat Type
highlight default link mathtutorLiteral SpecialChar
highlight default link mathtutorMath Constant
highlight default link mathtutorTex Statement
