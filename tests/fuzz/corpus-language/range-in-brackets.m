x = [1:3]; y = [eye(2)]; printf("%5.2l|", pi, [1 : 3]);
