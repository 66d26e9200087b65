package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import dev.layerc.spec.HyperParameter;
import dev.layerc.spec.ScalarType;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for mistakes in a layer that no net of the file uses, by using it once with made-up sizes.
 * Only mistakes that no other sizes would mend are told.
 */
final class TrialUse {
  private static final Set<Message> OF_NO_SIZE =
      EnumSet.of(
          Message.ASSIGNED_TWICE,
          Message.UNKNOWN_NAME,
          Message.UNKNOWN_LAYER,
          Message.UNKNOWN_FUNCTION,
          Message.BATCH_IS_RESERVED,
          Message.UNKNOWN_INITIALIZER,
          Message.USES_ITSELF,
          Message.DEPENDS_ON_ITSELF,
          Message.NOT_A_TENSOR,
          Message.SHARED_IS_NOT_A_VALUE,
          Message.BELONGS_IN_A_NET,
          Message.NO_HYPER_PARAMETER,
          Message.MISSING_HYPER_PARAMETER,
          Message.TOO_MANY_HYPER_PARAMETERS,
          Message.MISSING_INPUT,
          Message.TOO_MANY_INPUTS,
          Message.ARGUMENT_TWICE,
          Message.ARGUMENT_COUNT,
          Message.FUNCTION_ARGUMENT_NAMED,
          Message.OUTPUT_UNDEFINED,
          Message.INDEX_UNBOUND,
          Message.INDEX_UNUSED,
          Message.INDEX_HAS_NAME_OF,
          Message.INDEX_BOUND_TWICE,
          Message.INDEX_TWICE,
          Message.INDEX_WITHOUT_SIZE,
          Message.INDEX_NOT_WHOLE,
          Message.LEFT_NOT_PLAIN,
          Message.REMAINING_TWICE,
          Message.REMAINING_UNKNOWN,
          Message.CONDITION_AS_NUMBER,
          Message.NUMBER_AS_CONDITION,
          Message.BRANCHES_DIFFER,
          Message.PARAMETER_NOT_REAL,
          Message.BOTH_DIRECTIONS,
          Message.NEXT_OF_NO_STATE,
          Message.STATE_PER_SAMPLE);

  private static final int FIRST_SIZE = 12;

  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Declaration.Layer layer;
  private final Scope scope;

  private TrialUse(Declaration.Layer layer, Scope scope) {
    this.layer = layer;
    this.scope = scope;
  }

  static void of(Declaration.Layer layer, Library library, DiagnosticLog log) {
    DiagnosticLog trial = new DiagnosticLog();
    Scope scope = new Scope(library).enter(layer, library, layer.name().span());
    try {
      new TrialUse(layer, scope)
          .use(new NetState(trial, Collections.newSetFromMap(new IdentityHashMap<>())));
    } catch (Mistake mistake) {
      mistake.diagnostic().ifPresent(trial::add);
    }
    for (Diagnostic told : trial.errors()) {
      if (OF_NO_SIZE.contains(told.message())) {
        log.add(withoutUse(told));
      }
    }
  }

  /** Nobody has written the use. */
  private static Diagnostic withoutUse(Diagnostic told) {
    return new Diagnostic(told.message(), told.span(), told.text(), told.hint(), List.of());
  }

  private void use(NetState net) {
    for (HyperParameter parameter : layer.hyperParameters()) {
      Typed value =
          parameter.defaultValue().isPresent()
              ? Numbers.evaluate(parameter.defaultValue().get(), scope)
              : Typed.number(4);
      scope.bind(
          parameter.name().text(),
          new Binding.Scalar(value, "hyper-parameter", parameter.name().span()));
    }
    List<Tensor> inputs = new ArrayList<>();
    for (TensorDeclaration input : layer.inputs()) {
      inputs.add(new Tensor(input.name().text(), Role.INPUT, type(input), shape(input), true));
    }
    Use outer = Use.ofNet("", layer.name().span());
    Use use = outer.inner("", layer.name().text(), layer.name().span(), false);
    Signature signature = Signature.unify(layer, inputs, scope, net, layer.name().span());
    Body body = new Body(net, scope, use, layer.body());
    body.remaining(signature.remaining());
    for (TensorDeclaration output : layer.outputs()) {
      body.slot(
          output.name().text(),
          new Body.Slot(
              signature.outputShape(output), signature.outputType(output), output.name().text()));
    }
    body.elaborate(statement -> LayerStatements.elaborate(body, statement));
    for (TensorDeclaration output : layer.outputs()) {
      if (scope.findOwn(output.name().text()).isEmpty()) {
        throw Mistake.of(Message.OUTPUT_UNDEFINED, output.name().span(), output.name());
      }
    }
  }

  private ElementType type(TensorDeclaration input) {
    return input.type().orElse(null) instanceof ScalarType.Int whole
        ? ElementType.whole(size(whole.limit()))
        : ElementType.REAL;
  }

  private List<Integer> shape(TensorDeclaration input) {
    List<Integer> shape = new ArrayList<>();
    for (Axis axis : input.axes()) {
      shape.add(axis instanceof Axis.Of of ? size(of.expression()) : FIRST_SIZE);
    }
    return shape;
  }

  /** Different names have different sizes, all of which many small numbers divide. */
  private int size(Expression axis) {
    if (axis instanceof Expression.Reference reference) {
      String name = reference.name().text();
      Optional<Binding> bound = scope.findOwn(name);
      if (bound.isEmpty()) {
        return sizes.computeIfAbsent(name, n -> FIRST_SIZE * (sizes.size() + 2));
      }
    }
    return Numbers.extent(axis, scope, d -> {});
  }
}
