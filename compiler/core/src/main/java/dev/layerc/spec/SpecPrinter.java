package dev.layerc.spec;

import java.util.List;
import java.util.stream.Collectors;

/** {@link Spec} → its canonical text, with no more brackets than needed; comments are lost. */
public final class SpecPrinter {
  private SpecPrinter() {}

  public static String print(Spec spec) {
    return spec.declarations().stream().map(SpecPrinter::print).collect(Collectors.joining("\n"));
  }

  /** One declaration; ends with a line feed. */
  public static String print(Declaration declaration) {
    StringBuilder out = new StringBuilder();
    if (declaration instanceof Declaration.Use use) {
      out.append("use \"").append(use.path()).append("\"\n");
    } else if (declaration instanceof Declaration.Constant constant) {
      out.append("const ").append(constant.name()).append(" = ");
      out.append(ExpressionPrinter.inner(constant.value())).append('\n');
    } else if (declaration instanceof Declaration.Function function) {
      out.append("fn ").append(function.name()).append('(');
      out.append(joined(function.parameters())).append(") = ");
      out.append(ExpressionPrinter.inner(function.body())).append('\n');
    } else if (declaration instanceof Declaration.Layer layer) {
      out.append("layer ").append(layer.name()).append(hyperParameters(layer.hyperParameters()));
      out.append(" : ").append(StatementPrinter.tensors(layer.inputs()));
      out.append(" -> ").append(StatementPrinter.tensors(layer.outputs()));
      appendBlock(out, layer.body());
    } else if (declaration instanceof Declaration.Optimizer optimizer) {
      out.append("optimizer ").append(optimizer.name());
      out.append(hyperParameters(optimizer.hyperParameters()));
      out.append(" : ").append(joined(optimizer.roles()));
      appendBlock(out, optimizer.body());
    } else if (declaration instanceof Declaration.Net net) {
      out.append("net ").append(net.name());
      net.type().ifPresent(type -> out.append(" : ").append(StatementPrinter.type(type)));
      appendBlock(out, net.body());
    }
    return out.toString();
  }

  static String joined(List<Name> names) {
    return names.stream().map(Name::text).collect(Collectors.joining(", "));
  }

  private static String hyperParameters(List<HyperParameter> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream()
            .map(SpecPrinter::hyperParameter)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String hyperParameter(HyperParameter parameter) {
    return parameter.name()
        + parameter.defaultValue().map(v -> " = " + ExpressionPrinter.inner(v)).orElse("");
  }

  private static void appendBlock(StringBuilder out, List<Statement> body) {
    out.append(" {\n");
    body.forEach(s -> out.append("  ").append(StatementPrinter.print(s)).append('\n'));
    out.append("}\n");
  }
}
