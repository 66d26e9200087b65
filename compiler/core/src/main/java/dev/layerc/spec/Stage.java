package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a pipeline: {@code relu}, {@code dense(10)}, {@code 3 * res_block(16)}, {@code
 * frozen dense(64)}. {@code repeat} is a number or the name of a constant; {@code arguments} is
 * empty where the brackets were dropped.
 */
public record Stage(
    boolean frozen,
    Optional<Expression> repeat,
    Name layer,
    Optional<List<Argument>> arguments,
    Span span) {
  public Stage {
    arguments = arguments.map(List::copyOf);
  }
}
