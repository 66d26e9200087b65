package dev.layerc.schedule;

import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.List;

/** Where straight-line code has the elements that it computed or loaded. */
interface Held {
  /** Holds an element, or as many as a vector has lanes, from now on. */
  void hold(Tensor tensor, List<Value> at, Value value);

  /** The value of the element at whole positions, the batch first. */
  Value read(Tensor tensor, List<Value> at, MethodDraft method);

  /** What was loaded, at the beginning of the code for a sample. */
  List<Statement> loads();
}
