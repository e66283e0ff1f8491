// The program prints what the page says, up to its numbers.
def log = new File(basedir, 'build.log').getText('UTF-8')
def accuracy = log =~ /(?m)validation accuracy (\d+)%$/
assert accuracy.find() && accuracy.group(1).toInteger() >= 60
assert (log =~ /(?m)\w+: \w+ \d+\.\d%$/).count >= 5
return true
