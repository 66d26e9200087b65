def log = new File(basedir, 'build.log').text
assert log.contains('Compiled 0 .nn files: 0 files written')
assert log.contains('Skipped')
assert log.contains('There is no file [**/*.nn] in ')
assert log.contains('MojoFailureException')
