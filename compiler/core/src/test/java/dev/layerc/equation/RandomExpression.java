package dev.layerc.equation;

import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random scalar expressions that have a value and a derivative wherever they are taken: what
 * divides is at least 1, what is rooted is positive, what grows is squashed first.
 */
final class RandomExpression {
  private final Random random;
  private final Set<Feature> features;
  private final List<String> leaves;

  /** Over {@code leaves}, such as {@code x[...,i]}. */
  RandomExpression(Random random, Set<Feature> features, List<String> leaves) {
    this.random = random;
    this.features = features;
    this.leaves = leaves;
  }

  /** An expression of at most {@code depth} operators one under another, safe as any operand. */
  String text(int depth) {
    if (depth == 0) {
      return random.nextInt(5) == 0 ? number() : leaves.get(random.nextInt(leaves.size()));
    }
    int kinds = features.contains(Feature.CONDITION) ? 18 : 17;
    return switch (random.nextInt(kinds)) {
      case 0 -> "tanh(" + text(depth - 1) + ")";
      case 1 -> "sigmoid(" + text(depth - 1) + ")";
      case 2 -> "softplus(" + text(depth - 1) + ")";
      case 3 -> "exp(-" + operand(depth) + "^2)";
      case 4 -> "log1p(" + operand(depth) + "^2)";
      case 5 -> "log(1 + " + operand(depth) + "^2)";
      case 6 -> "sqrt(1 + " + operand(depth) + "^2)";
      case 7 -> (random.nextBoolean() ? "sin(" : "cos(") + text(depth - 1) + ")";
      case 8 -> "erf(" + text(depth - 1) + ")";
      case 9 -> "abs(" + text(depth - 1) + ")";
      case 10 -> extremum("max", depth);
      case 11 -> extremum("min", depth);
      case 12 -> "(" + text(depth - 1) + " + " + operand(depth) + ")";
      case 13 -> "(" + text(depth - 1) + " - " + operand(depth) + ")";
      case 14 -> operand(depth) + "*" + operand(depth);
      case 15 -> operand(depth) + " / (1 + " + operand(depth) + "^2)";
      case 16 -> "(-" + operand(depth) + ")";
      default -> condition(depth);
    };
  }

  private String operand(int depth) {
    String text = text(depth - 1);
    boolean simple =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "[],.".indexOf(c) >= 0);
    return simple ? text : "(" + text + ")";
  }

  private String extremum(String name, int depth) {
    return name + "(" + text(depth - 1) + ", " + text(depth - 1) + ")";
  }

  /** Both branches meet where the condition changes, so that no difference jumps. */
  private String condition(int depth) {
    String left = operand(depth);
    return "(" + left + " > 0 ? " + left + " : " + number() + "*" + left + ")";
  }

  private String number() {
    return String.valueOf((random.nextInt(19) + 1) / 10.0);
  }
}
