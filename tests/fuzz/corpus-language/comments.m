% one
# two
x = [1, ... three
2 % four
3];
%{
block
%}
