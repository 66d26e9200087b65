package dev.layerc.emit;

import dev.layerc.equation.Precision;
import java.util.Set;

/** The class of exp, tanh and the like: those that the network calls, and no others. */
final class MathEmitter {
  private final Net net;

  MathEmitter(Net net) {
    this.net = net;
  }

  GeneratedFile emit(Set<String> functions) {
    boolean strict = net.options().math() == MathMode.STRICT;
    String fast = net.names().precision() == Precision.FLOAT ? "FloatMath" : "DoubleMath";
    Template template =
        strict || !Template.exists(fast)
            ? Template.of("StrictFunctions")
            : Template.of(fast)
                .describedAs(
                    "Elementary functions whose results are the same bits on every machine.");
    return forRelease(template).keeping(functions).emit(net.names(), net.names().net() + "Math");
  }

  private Template forRelease(Template template) {
    return net.options().release().hasFma()
        ? template
        : template
            .replacing("a b + c, rounded once", "a b + c")
            .replacing("Math.fma(a, b, c)", "a * b + c");
  }
}
