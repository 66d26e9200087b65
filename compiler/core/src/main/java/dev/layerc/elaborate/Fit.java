package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.ScalarType;
import dev.layerc.spec.TensorDeclaration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Tells how what a layer gets does not fit what it takes. */
final class Fit {
  private final Declaration.Layer layer;
  private final List<Tensor> tensors;
  private final NetState net;
  private final Span use;

  Fit(Declaration.Layer layer, List<Tensor> tensors, NetState net, Span use) {
    this.layer = layer;
    this.tensors = tensors;
    this.net = net;
    this.use = use;
  }

  /** {@code maxpool takes x[C,H,W], but gets [500] from dense (5:9).} */
  Mistake wrong(int input) {
    Diagnostic told =
        layer.inputs().size() == 1
            ? Diagnostic.of(
                Message.LAYER_INPUT, use, layer.name(), takes(), gets(input), from(input))
            : Diagnostic.of(Message.LAYER_INPUTS, use, layer.name(), takes(), getsAll());
    return Mistake.of(told.withHint(shapeHint(input)).withRelated(layer.name().span(), declared()));
  }

  private Optional<String> shapeHint(int input) {
    boolean fewer = tensors.get(input).shape().size() < layer.inputs().get(input).axes().size();
    boolean flattened =
        fewer
            && ProducerSearch.upstream(net, tensors.get(input), p -> p.layer().equals("flatten"))
                .isPresent();
    String verb = layer.name().text().contains("pool") ? "pool" : "use " + layer.name();
    return flattened ? Optional.of(verb + " before flatten") : Optional.empty();
  }

  /** {@code embedding takes int<words> x[...], but gets float [64] from dense (5:9).} */
  Mistake wrongType(int input) {
    Tensor tensor = tensors.get(input);
    String hint = typeHint(layer.inputs().get(input), tensor);
    return Mistake.of(
        Diagnostic.of(Message.LAYER_INPUT, use, layer.name(), takes(), typed(tensor), from(input))
            .withHint(hint)
            .withRelated(layer.name().span(), declared()));
  }

  private static String typeHint(TensorDeclaration input, Tensor tensor) {
    if (tensor.isReal()) {
      return "declare " + type(input) + " " + tensor.name();
    }
    return isWhole(input)
        ? "it must take " + tensor.type() + " at least"
        : "an embedding turns whole numbers into vectors";
  }

  private static String type(TensorDeclaration input) {
    return input.type().map(t -> Text.oneLine(t.span())).orElse("float");
  }

  private static String typed(Tensor tensor) {
    return (tensor.isReal() ? "float " : tensor.type() + " ") + Text.shape(tensor.shape());
  }

  /** {@code label is int<10>, but z scores 12 classes.} */
  Mistake wrongClasses(int labels, int scores, int limit, int classes) {
    Diagnostic told =
        Diagnostic.of(
            Message.WRONG_CLASSES,
            use,
            tensors.get(labels).name(),
            limit,
            tensors.get(scores).name(),
            classes);
    Optional<Producer> layerOfScores =
        ProducerSearch.upstream(
            net, tensors.get(scores), p -> p.hyperParameters().containsValue((double) classes));
    return Mistake.of(
        told.withHint(layerOfScores.map(p -> p.layer() + "(" + limit + ") at " + place(p))));
  }

  /** {@code maxpool makes y of [16,0,0] ...}: the window is larger than what it slides over. */
  Mistake badOutput(TensorDeclaration output, Mistake cause) {
    if (cause.diagnostic().isEmpty()) {
      return cause;
    }
    Diagnostic told = cause.diagnostic().get();
    return Mistake.of(
        Diagnostic.of(
                Message.OUTPUT_IMPOSSIBLE, use, layer.name(), output.name(), getsAll(), told.text())
            .withRelated(told.span(), "its size"));
  }

  private String place(Producer producer) {
    return Text.place(producer.use(), use);
  }

  private String takes() {
    StringJoiner joiner = new StringJoiner(" and ");
    layer.inputs().forEach(input -> joiner.add(Text.declaration(input)));
    return joiner.toString();
  }

  private String declared() {
    return layer.name() + " is declared here";
  }

  private String gets(int input) {
    return Text.shape(tensors.get(input).shape());
  }

  private String getsAll() {
    StringJoiner joiner = new StringJoiner(" and ");
    for (int i = 0; i < tensors.size(); i++) {
      joiner.add(gets(i) + " from " + from(i));
    }
    return joiner.toString();
  }

  /** {@code dense (5:9)}, or the name of what the net was given. */
  private String from(int input) {
    Tensor tensor = tensors.get(input);
    return net.producer(tensor)
        .map(p -> p.layer() + " (" + place(p) + ")")
        .orElseGet(
            () ->
                tensor.name()
                    + net.place(tensor).map(s -> " (" + Text.place(s, use) + ")").orElse(""));
  }

  static boolean isWhole(TensorDeclaration declaration) {
    return declaration.type().orElse(null) instanceof ScalarType.Int;
  }
}
