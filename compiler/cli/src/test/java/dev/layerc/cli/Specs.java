package dev.layerc.cli;

/** Networks that the tests compile. */
final class Specs {
  static final String XOR =
      """
      net Xor {
        input  x[2]
        target y[1]
        z = x -> dense(8) -> tanh -> dense(1)
        output p = z -> sigmoid
        loss   bce(z, y)
        train  sgd(lr = 0.5), batch = 4
      }
      """;

  static final String IRIS =
      """
      net Iris {
        input  x[4]
        target int<3> species
        z = x -> dense(16) -> relu -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, species)
        metric accuracy(z, species)
        train  adam(lr = 1e-2), batch = 16
      }
      """;

  static final String DIGITS =
      """
      net Digits {
        input  x[784]
        target int<10> label
        z = x -> dense(128) -> relu -> dense(10)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        metric accuracy(z, label)
        train  adam(lr = 1e-3), batch = 32
      }
      """;

  static final String CIRCUIT =
      """
      net Circuit : double {
        input x, y, z
        q = x + y
        output f = q * z
        gradient x, y, z
      }
      """;

  /** 2 → 3 sigmoid → 1 sigmoid, in double. */
  static final String NOTES =
      """
      net Notes : double {
        input  x[2]
        target y[1]
        z = x -> dense(3) -> sigmoid -> dense(1)
        output p = z -> sigmoid
        loss   bce(z, y)
        train  sgd(lr = 0.1), batch = 2
      }
      """;

  /** A convolution whose windows lie apart. */
  static final String STRIDED =
      """
      net Strided {
        input  x[4, 17, 17]
        target int<7> label
        z = x -> conv2d(8, size = 3, stride = 2) -> relu -> flatten -> dense(7)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  sgd(lr = 0.05), batch = 64
      }
      """;

  private Specs() {}
}
