package dev.layerc.shipped;

/** Nets at the edges of what is compiled. */
enum LargeNets {
  /** Five million parameters. */
  WIDE(
      """
      net Wide {
        input  x[784]
        target int<10> label
        z = x -> dense(2048) -> relu -> dense(2048) -> relu -> dense(10)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        metric accuracy(z, label)
        train  adam(lr = 1e-3), batch = 32
      }
      """),
  DEEP(
      """
      layer step(units) : x[D] -> y[D] {
        y = x + (x -> dense(units) -> tanh -> dense(D))
      }
      net Deep {
        input  x[8]
        target int<3> label
        z = x -> 100 * step(12) -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(lr = 1e-3), batch = 8
      }
      """),
  MANY_CLASSES(
      """
      net ManyClasses {
        input  x[32]
        target int<10000> label
        z = x -> dense(64) -> relu -> dense(10000)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        metric accuracy(z, label)
        train  sgd(lr = 0.1), batch = 16
      }
      """),
  MANY_WORDS(
      """
      net ManyWords {
        input  int<50000> words[20]
        target int<2> label
        z = words -> embedding(50000, 128) -> lstm(16) -> last -> dense(2)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(lr = 1e-3), batch = 8
      }
      """);

  final String text;

  LargeNets(String text) {
    this.text = text;
  }
}
