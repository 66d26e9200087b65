package dev.layerc.spec;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Specs that parse but mean nothing: every record, every operator beside every other. */
final class RandomSpecs {
  private static final SourceFile SOURCE = new SourceFile("random.nn", "");
  private static final Span NOWHERE = new Span(SOURCE, 0, 0);
  private static final String[] NAMES = {"x", "y", "W", "step", "batch", "dense", "K2", "\u03b1"};
  private static final String[] NUMBERS = {"0", "3", "1.5", "1e-3", "2.5E+7"};

  private final Random random;

  RandomSpecs(long seed) {
    this.random = new Random(seed);
  }

  Spec next() {
    return new Spec(SOURCE, some(1, 4, this::declaration));
  }

  private Declaration declaration() {
    return switch (random.nextInt(6)) {
      case 0 -> new Declaration.Use("blocks.nn", NOWHERE);
      case 1 -> new Declaration.Constant(name(), expression(4), NOWHERE);
      case 2 -> new Declaration.Function(name(), some(0, 3, this::name), expression(4), NOWHERE);
      case 3 ->
          new Declaration.Layer(
              name(),
              some(0, 3, this::hyperParameter),
              some(1, 3, this::tensor),
              some(1, 3, this::tensor),
              some(0, 5, this::statement),
              NOWHERE);
      case 4 ->
          new Declaration.Optimizer(
              name(),
              some(0, 3, this::hyperParameter),
              some(1, 4, this::name),
              some(0, 5, this::statement),
              NOWHERE);
      default ->
          new Declaration.Net(
              name(),
              maybe(
                  () ->
                      random.nextBoolean()
                          ? new ScalarType.Double(NOWHERE)
                          : new ScalarType.Float(NOWHERE)),
              some(0, 6, this::statement),
              NOWHERE);
    };
  }

  private HyperParameter hyperParameter() {
    return new HyperParameter(name(), maybe(() -> expression(2)));
  }

  private TensorDeclaration tensor() {
    return new TensorDeclaration(maybe(this::type), name(), some(0, 3, this::axis), NOWHERE);
  }

  private ScalarType type() {
    return switch (random.nextInt(3)) {
      case 0 -> new ScalarType.Float(NOWHERE);
      case 1 -> new ScalarType.Double(NOWHERE);
      default -> new ScalarType.Int(random.nextBoolean() ? number() : reference(), NOWHERE);
    };
  }

  private Statement statement() {
    return switch (random.nextInt(13)) {
      case 0 -> new Statement.Input(some(1, 3, this::tensor), NOWHERE);
      case 1 -> new Statement.Target(some(1, 3, this::tensor), NOWHERE);
      case 2 -> new Statement.Constant(name(), expression(3), NOWHERE);
      case 3 -> new Statement.Parameter(tensor(), expression(3), NOWHERE);
      case 4 -> new Statement.State(tensor(), expression(3), NOWHERE);
      case 5 ->
          new Statement.Shared(
              name(),
              new Stage(false, Optional.empty(), name(), maybe(() -> arguments(2)), NOWHERE),
              NOWHERE);
      case 6 ->
          new Statement.Next(name(), maybe(() -> some(1, 3, this::axis)), expression(5), NOWHERE);
      case 7 -> new Statement.Output(name(), maybe(() -> expression(3)), NOWHERE);
      case 8 -> new Statement.Loss(expression(4), NOWHERE);
      case 9 -> new Statement.Metric(expression(4), NOWHERE);
      case 10 -> new Statement.Gradient(some(1, 3, this::name), NOWHERE);
      case 11 ->
          new Statement.Train(
              name(),
              arguments(2),
              some(0, 2, () -> new Argument(Optional.of(name()), expression(2))),
              NOWHERE);
      default ->
          new Statement.Definition(
              name(), maybe(() -> some(1, 3, this::axis)), expression(6), NOWHERE);
    };
  }

  private Expression expression(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Supplier<Expression> part = () -> expression(depth - 1);
    return switch (random.nextInt(9)) {
      case 0, 1, 2 ->
          new Expression.Binary(
              pick(BinaryOperator.values()), part.get(), part.get(), NOWHERE, NOWHERE);
      case 3 -> new Expression.Unary(pick(UnaryOperator.values()), part.get(), NOWHERE);
      case 4 -> new Expression.Conditional(part.get(), part.get(), part.get(), NOWHERE);
      case 5 ->
          new Expression.Reduction(
              pick(ReducerKind.values()),
              some(1, 2, this::binder),
              maybe(part),
              part.get(),
              NOWHERE,
              NOWHERE);
      case 6 -> new Expression.Pipeline(part.get(), some(1, 3, this::stage), NOWHERE);
      case 7 -> new Expression.Call(name(), arguments(depth - 1), NOWHERE);
      default -> leaf();
    };
  }

  private Expression leaf() {
    return switch (random.nextInt(5)) {
      case 0 -> number();
      case 1 -> new Expression.Infinity(NOWHERE);
      case 2 -> new Expression.Training(NOWHERE);
      case 3 ->
          new Expression.Read(name(), some(1, 2, this::axis), maybe(this::otherwise), NOWHERE);
      default -> reference();
    };
  }

  private Expression otherwise() {
    Expression value = random.nextBoolean() ? number() : new Expression.Infinity(NOWHERE);
    return random.nextBoolean()
        ? value
        : new Expression.Unary(UnaryOperator.NEGATE, value, NOWHERE);
  }

  private Axis axis() {
    return random.nextInt(4) == 0 ? new Axis.Remaining(NOWHERE) : new Axis.Of(expression(1));
  }

  private Binder binder() {
    return random.nextInt(4) == 0
        ? new Binder.Remaining(NOWHERE)
        : new Binder.Index(name(), maybe(() -> expression(2)));
  }

  private Stage stage() {
    return new Stage(
        random.nextInt(4) == 0,
        maybe(() -> random.nextBoolean() ? number() : reference()),
        name(),
        maybe(() -> arguments(1)),
        NOWHERE);
  }

  private List<Argument> arguments(int depth) {
    return some(0, 2, () -> new Argument(maybe(this::name), expression(depth)));
  }

  private Expression number() {
    return new Expression.Number(pick(NUMBERS), NOWHERE);
  }

  private Expression reference() {
    return new Expression.Reference(name());
  }

  private Name name() {
    return new Name(pick(NAMES), NOWHERE);
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(int least, int most, Supplier<T> value) {
    int count = least + random.nextInt(most - least + 1);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value.get());
    }
    return values;
  }
}
