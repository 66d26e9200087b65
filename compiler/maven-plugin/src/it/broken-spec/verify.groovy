def log = new File(basedir, 'build.log').text
def spec = new File(basedir, 'src/main/nn/com/acme/broken.nn')

// File, line and column, the source line with a caret, and the hint.
assert log.contains('[ERROR] ' + spec + ' [4:12]: unknown layer \'denes\'')
assert log.contains("""
  z = x -> denes(8) -> tanh -> dense(1)
           ^^^^^
hint: did you mean 'dense'?
""")
assert log.contains('src/main/nn/com/acme/broken.nn:4:12: error: unknown layer')
assert log.contains('MojoFailureException')

// Nothing was written, so nothing half done can be compiled.
assert !new File(basedir, 'target/generated-sources').exists()
assert !new File(basedir, 'target/layerc').exists()
