package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.Code;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareMethodsTest {
  private static Value local(String name, Type type) {
    return new Value.Local(name, type);
  }

  /** {@code void name(float[] array, int count) { for (i...) array[i] = array[i] * factor; }}. */
  private static Method scale(String name, String array, String loop, double factor) {
    Value i = local(loop, Type.INT);
    Value element = new Value.Element(local(array, Type.REAL_ARRAY), i);
    Value scaled = new Value.Operation(Code.MULTIPLY, element, new Value.Real(factor));
    Statement store = new Statement.Store(local(array, Type.REAL_ARRAY), i, scaled, false);
    Statement run =
        new Statement.Loop(loop, new Value.Whole(0), local("count", Type.INT), 1, List.of(store));
    return new Method(name, arguments(array), List.of(run), List.of(name));
  }

  private static List<Method.Argument> arguments(String array) {
    return List.of(
        new Method.Argument(Type.REAL_ARRAY, array), new Method.Argument(Type.INT, "count"));
  }

  private static Method calling(String name, String callee) {
    Statement call =
        new Statement.Invoke(
            callee, List.of(local("a", Type.REAL_ARRAY), local("count", Type.INT)));
    return new Method(name, arguments("a"), List.of(call), List.of());
  }

  private static Statement.Invoke call(String method) {
    return new Statement.Invoke(method, List.of(local("of " + method, Type.REAL_ARRAY)));
  }

  private static Routine shared(List<Statement.Invoke> calls, Method... methods) {
    return ShareMethods.in(new Routine(calls, List.of(methods)));
  }

  @Test
  void methodsThatDifferInNamesAreOne() {
    Routine routine =
        shared(List.of(call("a1"), call("a2")), scale("a1", "x", "i", 2), scale("a2", "y", "j", 2));
    assertThat(routine.methods()).hasSize(1);
    assertThat(routine.methods().get(0).body()).isEqualTo(scale("a", "x", "i", 2).body());
    assertThat(routine.calls()).extracting(Statement.Invoke::method).containsExactly("a", "a");
    assertThat(routine.calls().get(1).arguments()).isEqualTo(call("a2").arguments());
  }

  @Test
  void methodsThatDifferInAnythingElseStay() {
    Routine routine =
        shared(List.of(call("a1"), call("a2")), scale("a1", "x", "i", 2), scale("a2", "x", "i", 3));
    assertThat(routine.methods()).hasSize(2);
  }

  @Test
  void methodsAreEqualWhereTheOnesTheyCallAre() {
    Routine routine =
        shared(
            List.of(call("a1"), call("a2")),
            calling("a1", "a1Tile"),
            scale("a1Tile", "x", "i", 2),
            calling("a2", "a2Tile"),
            scale("a2Tile", "y", "j", 2));
    assertThat(routine.methods()).extracting(Method::name).containsExactly("a", "aTile");
    assertThat(routine.methods().get(0).body()).isEqualTo(calling("a", "aTile").body());
  }
}
