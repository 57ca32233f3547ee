format long
x = pi
clear x
who
hold on
