package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;

/** An expression's text and how tightly its outermost operator binds. */
record Piece(CodeBlock code, Precedence precedence) {

  /** A name, a call, a read: nothing that brackets could change. */
  static Piece atom(String format, Object... arguments) {
    return new Piece(CodeBlock.of(format, arguments), Precedence.PRIMARY);
  }

  /** In round brackets, if it binds less tightly than asked for. */
  CodeBlock within(Precedence level) {
    return precedence.compareTo(level) < 0 ? CodeBlock.of("($L)", code) : code;
  }
}
