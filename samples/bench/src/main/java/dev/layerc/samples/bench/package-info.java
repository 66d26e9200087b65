/**
 * How fast the generated classes are, on the workloads that also measure other libraries, and on
 * sizes that fill no vector.
 *
 * <pre>
 * java -jar samples/bench/target/bench.jar --results plain        a line a sample
 * java --add-modules jdk.incubator.vector -jar … --results simd
 * java -jar … --cliffs plain                                      kernels slower than they should be
 * java -jar … --scaling plain plot.png                            784-n-10, from n = 16 to 4096
 * java -jar … --start-up plain                                    a JVM and its first prediction
 * java -jar … --jmh StepBenchmark -p target=plain                 JMH, with its own options
 * </pre>
 *
 * <p>{@link dev.layerc.samples.bench.Workloads} lists what is measured; {@link
 * dev.layerc.samples.bench.Timing} is how. The nets stand in {@code src/main/nn} and are generated
 * twice, into the packages {@code plain} and {@code simd}. The profile {@code peers} adds ONNX
 * Runtime and DJL.
 */
package dev.layerc.samples.bench;
