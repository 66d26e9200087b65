package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Name;
import dev.layerc.spec.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Definitions that read one another. Their shapes are found first, from what is known outside of
 * the cycle and from the signature; then each is elaborated as if the others were there.
 */
final class CyclicGroup {
  private final Body body;
  private final List<Statement> statements;
  private final Map<Statement.Definition, Tensor> tensors = new LinkedHashMap<>();

  CyclicGroup(Body body, List<Statement> statements) {
    this.body = body;
    this.statements = statements;
  }

  void elaborate() {
    List<Statement.Definition> definitions = new ArrayList<>();
    for (Statement statement : statements) {
      if (!(statement instanceof Statement.Definition definition) || definition.axes().isEmpty()) {
        throw dependsOnItself(statements);
      }
      definitions.add(definition);
    }
    findShapes(definitions);
    Map<Equation, Statement.Definition> equations = new LinkedHashMap<>();
    for (Statement.Definition definition : definitions) {
      equations.put(definition(definition).elaborateInto(tensors.get(definition)), definition);
    }
    new Recurrences(body.net(), equations).emit();
  }

  static Mistake dependsOnItself(Statement statement) {
    return dependsOnItself(List.of(statement));
  }

  static Mistake dependsOnItself(List<? extends Statement> cycle) {
    List<Name> names =
        cycle.stream().flatMap(statement -> StatementParts.defines(statement).stream()).toList();
    if (names.isEmpty()) {
      return Mistake.of(Message.DEPENDS_ON_ITSELF, cycle.get(0).span(), "this");
    }
    Diagnostic told = Diagnostic.of(Message.DEPENDS_ON_ITSELF, names.get(0).span(), names.get(0));
    List<String> others = names.stream().skip(1).map(Name::text).toList();
    return Mistake.of(others.isEmpty() ? told : told.withHint("by way of " + Text.list(others)));
  }

  private Definition definition(Statement.Definition written) {
    Definition definition = new Definition(body, written.name(), written.axes(), written.value());
    body.slot(written.name().text()).ifPresent(definition::of);
    return definition;
  }

  private void findShapes(List<Statement.Definition> definitions) {
    boolean progress = true;
    while (progress && tensors.size() < definitions.size()) {
      progress = false;
      for (Statement.Definition definition : definitions) {
        Optional<List<Integer>> shape =
            tensors.containsKey(definition) ? Optional.empty() : shape(definition);
        if (shape.isPresent()) {
          declare(definition, shape.get());
          progress = true;
        }
      }
    }
    for (Statement.Definition definition : definitions) {
      if (!tensors.containsKey(definition)) {
        Definition.leftIndices(
            definition.axes().get(), definition.name(), sizes(definition), new LinkedHashMap<>());
        throw dependsOnItself(definition);
      }
    }
  }

  private Optional<List<Integer>> shape(Statement.Definition definition) {
    Optional<Body.Slot> slot = body.slot(definition.name().text());
    if (slot.isPresent()) {
      return slot.map(Body.Slot::shape);
    }
    IndexSizes sizes = sizes(definition);
    boolean dots = LeftIndices.hasRemaining(definition.axes().get());
    boolean known =
        LeftIndices.indices(definition.axes().get()).stream()
                .allMatch(index -> sizes.left(index.name().text()).isPresent())
            && (!dots || sizes.remaining().isPresent());
    return known
        ? Optional.of(
            Definition.leftIndices(
                    definition.axes().get(), definition.name(), sizes, new LinkedHashMap<>())
                .stream()
                .map(Index::extent)
                .toList())
        : Optional.empty();
  }

  private IndexSizes sizes(Statement.Definition definition) {
    return IndexSizes.find(
        definition.name().text(),
        definition.axes().get(),
        Optional.empty(),
        definition.value(),
        body.scope());
  }

  private void declare(Statement.Definition definition, List<Integer> shape) {
    String name =
        body.slot(definition.name().text())
            .map(Body.Slot::name)
            .orElse(body.use().prefix() + definition.name());
    Tensor tensor =
        new Tensor(body.net().uniqueName(name), Role.VALUE, ElementType.REAL, shape, true);
    tensors.put(definition, tensor);
    body.bind(definition.name(), tensor);
  }
}
