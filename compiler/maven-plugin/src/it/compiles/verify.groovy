def log = new File(basedir, 'build.log').text
def runs = log.split('BUILD SUCCESS')
assert runs[0].contains('Compiled 2 .nn files: ')
assert runs[0].contains('Compiled 1 .nn file: ')
assert runs[1].contains('Nothing to do: 2 .nn files are up to date')
assert runs[1].contains('Nothing to do: 1 .nn file is up to date')
assert runs[1].contains('Nothing to compile - all classes are up to date')
assert runs[2].contains('stale deleted')

def generated = new File(basedir, 'target/generated-sources/layerc/com/acme')
assert new File(generated, 'Xor.java').isFile()
assert !new File(generated, 'older').exists()

assert new File(basedir, 'target/classes/com/acme/Main.class').isFile()
assert new File(basedir, 'target/test-classes/com/acme/Probe.class').isFile()
assert new File(basedir, 'target/layerc').list().sort() ==
    ['default-generate-test.record', 'default-generate.record']
