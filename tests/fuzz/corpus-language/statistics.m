mean(randn(3)), median([1 2; 3 4]), quantile(1:9, [.25 .5]), normcdf(1.96), binopdf(2, 5, .5), std([1 2 4])
