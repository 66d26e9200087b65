package dev.layerc.emit;

import static dev.layerc.emit.Ir.add;
import static dev.layerc.emit.Ir.array;
import static dev.layerc.emit.Ir.assign;
import static dev.layerc.emit.Ir.at;
import static dev.layerc.emit.Ir.declare;
import static dev.layerc.emit.Ir.flat;
import static dev.layerc.emit.Ir.index;
import static dev.layerc.emit.Ir.loop;
import static dev.layerc.emit.Ir.minus;
import static dev.layerc.emit.Ir.op;
import static dev.layerc.emit.Ir.plus;
import static dev.layerc.emit.Ir.real;
import static dev.layerc.emit.Ir.rows;
import static dev.layerc.emit.Ir.store;
import static dev.layerc.emit.Ir.times;
import static dev.layerc.emit.Ir.var;
import static dev.layerc.emit.Ir.whole;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Output;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.Training;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.Code;
import dev.layerc.loop.Layout;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.UpdateRule;
import dev.layerc.loop.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network written by hand in the loop IR: x[2] to three sigmoid neurons to z[1], half the squared
 * error to y[1], the metric |z - y|, sgd with momentum 0.5 and a rate of 0.1.
 */
final class SmallNet {
  private static final Span SPAN = new Span(new SourceFile("small.nn", "net Small {}"), 0, 3);

  private final Precision precision;
  final Tensor x = tensor("x", Role.INPUT, true, 2);
  final Tensor y = tensor("y", Role.TARGET, true, 1);
  final Tensor z = tensor("z", Role.VALUE, true, 1);
  final Tensor w1 = tensor("dense1.W", Role.PARAMETER, false, 3, 2);
  final Tensor b1 = tensor("dense1.b", Role.PARAMETER, false, 3);
  final Tensor w2 = tensor("dense2.W", Role.PARAMETER, false, 1, 3);
  final Tensor b2 = tensor("dense2.b", Role.PARAMETER, false, 1);
  final Tensor h = tensor("h", Role.VALUE, true, 3);
  final Tensor dh = tensor("d.h", Role.ADJOINT, true, 3);
  final Tensor dz = tensor("d.z", Role.ADJOINT, true, 1);
  final Tensor dx = tensor("d.x", Role.ADJOINT, true, 2);
  final Tensor l = tensor("loss", Role.VALUE, true);
  final Tensor m = tensor("miss", Role.VALUE, true);

  final Buffer xs = buffer(x, Buffer.Owner.CALLER, Layout.flat(2));
  final Buffer ys = buffer(y, Buffer.Owner.CALLER, Layout.flat(2));
  final Buffer zs = buffer(z, Buffer.Owner.CALLER, Layout.flat(2));
  final Buffer dxs = buffer(dx, Buffer.Owner.CALLER, Layout.flat(2));
  // Stored by input: [2][3].
  final Layout byInput = new Layout(List.of(1, 0), 1);
  final Buffer w1s = buffer(w1, Buffer.Owner.PARAMETERS, byInput);
  final Buffer b1s = buffer(b1, Buffer.Owner.PARAMETERS, Layout.flat(1));
  final Buffer w2s = buffer(w2, Buffer.Owner.PARAMETERS, Layout.rows(2));
  final Buffer b2s = buffer(b2, Buffer.Owner.PARAMETERS, Layout.flat(1));
  final Buffer gw1s = buffer(w1, Buffer.Owner.GRADIENTS, byInput);
  final Buffer gb1s = buffer(b1, Buffer.Owner.GRADIENTS, Layout.flat(1));
  final Buffer gw2s = buffer(w2, Buffer.Owner.GRADIENTS, Layout.rows(2));
  final Buffer gb2s = buffer(b2, Buffer.Owner.GRADIENTS, Layout.flat(1));
  final Buffer hs = buffer(h, Buffer.Owner.WORKSPACE, Layout.rows(2));
  final Buffer dhs = buffer(dh, Buffer.Owner.WORKSPACE, Layout.rows(2));
  final Buffer dzs = buffer(dz, Buffer.Owner.WORKSPACE, Layout.flat(2));
  final Buffer ls = buffer(l, Buffer.Owner.WORKSPACE, Layout.flat(1));
  final Buffer ms = buffer(m, Buffer.Owner.WORKSPACE, Layout.flat(1));

  private SmallNet(Precision precision) {
    this.precision = precision;
  }

  static LoopProgram program(Precision precision) {
    return new SmallNet(precision).program();
  }

  private static Tensor tensor(String name, Role role, boolean perSample, Integer... shape) {
    return new Tensor(name, role, ElementType.REAL, List.of(shape), perSample);
  }

  private static Buffer buffer(Tensor tensor, Buffer.Owner owner, Layout layout) {
    return new Buffer(tensor.name().replace('.', '_'), tensor, layout, owner);
  }

  private LoopProgram program() {
    return new LoopProgram(
        source(),
        List.of(xs, ys, zs, dxs, w1s, b1s, w2s, b2s, gw1s, gb1s, gw2s, gb2s, hs, dhs, dzs, ls, ms),
        List.of(hs),
        List.of(hs, dhs, dzs, ls, ms),
        new Routine(List.of(hiddenCall(), outputCall()), List.of(hidden(), output())),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Routine(
                List.of(hiddenCall(), outputCall(), call("error", ls, ms, zs, ys)),
                List.of(hidden(), output(), error()))),
        Optional.of(
            new Routine(
                List.of(
                    call("dense2", zs, ys, hs, w2s, dzs, dhs, gw2s, gb2s),
                    call("dense1", xs, dhs, w1s, gw1s, gb1s, dxs)),
                List.of(backOutput(), backHidden()))),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ls),
        List.of(ms),
        Optional.of(update()),
        BufferPlan.NONE,
        OptionalInt.empty());
  }

  private Program source() {
    Tensor scalar = tensor("w", Role.VALUE, false);
    return new Program(
        "Small",
        precision,
        List.of(x),
        List.of(y),
        List.of(
            new Parameter(w1, new Initializer.Uniform(-1, 1), false, SPAN),
            new Parameter(b1, new Initializer.Constant(0), false, SPAN),
            new Parameter(w2, new Initializer.Normal(0, 0.5), false, SPAN),
            new Parameter(b2, new Initializer.Constant(0.25), false, SPAN)),
        List.of(),
        List.of(),
        List.of(new Output("z", z)),
        Optional.of(l),
        List.of(new Output("miss", m)),
        List.of(x),
        Optional.of(
            new Training(
                new Optimizer(
                    "sgd", scalar, scalar, scalar, Optional.empty(), List.of(), List.of(), scalar),
                4)));
  }

  private Statement.Invoke hiddenCall() {
    return call("dense1", xs, w1s, b1s, hs);
  }

  private Statement.Invoke outputCall() {
    return call("dense2", hs, w2s, b2s, zs);
  }

  private static Statement.Invoke call(String method, Buffer... buffers) {
    List<Value> arguments = new java.util.ArrayList<>();
    for (Buffer buffer : buffers) {
      arguments.add(new Value.BufferOf(buffer));
    }
    arguments.add(index("count"));
    return new Statement.Invoke(method, arguments);
  }

  private static Method method(
      String name, String summary, List<Method.Argument> arguments, Statement... body) {
    List<Method.Argument> all = new java.util.ArrayList<>(arguments);
    all.add(new Method.Argument(Type.INT, "count"));
    return new Method(name, all, List.of(body), List.of(summary));
  }

  private static Method.Argument flatArray(String name) {
    return new Method.Argument(Type.REAL_ARRAY, name);
  }

  private static Method.Argument rowArray(String name) {
    return new Method.Argument(Type.REAL_ROWS, name);
  }

  private static Method hidden() {
    Value n = index("n");
    Value o = index("o");
    Value sum =
        plus(
            plus(
                times(at(rows("w"), whole(0), o), at(array("x"), flat(n, 2, whole(0)))),
                times(at(rows("w"), whole(1), o), at(array("x"), flat(n, 2, whole(1))))),
            at(array("b"), o));
    return method(
        "dense1",
        "h[o] = sigmoid(sum[i] W[o,i]*x[i] + b[o])   dense1 (small.nn:4)",
        List.of(flatArray("x"), rowArray("w"), flatArray("b"), rowArray("h")),
        loop(
            "n",
            index("count"),
            loop("o", whole(3), store(at(rows("h"), n), o, op(Code.SIGMOID, sum)))));
  }

  private static Method output() {
    Value n = index("n");
    return method(
        "dense2",
        "z[o] = sum[i] W[o,i]*h[i] + b[o]   dense2 (small.nn:4)",
        List.of(rowArray("h"), rowArray("w"), flatArray("b"), flatArray("z")),
        loop(
            "n",
            index("count"),
            declare("sum", at(array("b"), whole(0))),
            loop(
                "i",
                whole(3),
                assign(
                    "sum",
                    op(
                        Code.FMA,
                        at(rows("w"), whole(0), index("i")),
                        at(rows("h"), n, index("i")),
                        var("sum")))),
            store(array("z"), n, var("sum"))));
  }

  private static Method error() {
    Value n = index("n");
    Value error = minus(at(array("z"), n), at(array("y"), n));
    return method(
        "error",
        "loss = 0.5*(z[0] - y[0])^2   half_squared_error (small.nn:6)",
        List.of(flatArray("loss"), flatArray("miss"), flatArray("z"), flatArray("y")),
        loop(
            "n",
            index("count"),
            declare("e", error),
            store(array("loss"), n, times(times(real(0.5), var("e")), var("e"))),
            store(array("miss"), n, op(Code.ABS, var("e")))));
  }

  private Method backOutput() {
    Value n = index("n");
    Value o = index("o");
    return method(
        "dense2",
        "d.h[i] = sum[o] W[o,i]*d.z[o]   gradient of dense2 (small.nn:4)",
        List.of(
            flatArray("z"),
            flatArray("y"),
            rowArray("h"),
            rowArray("w"),
            flatArray("dz"),
            rowArray("dh"),
            rowArray("dw"),
            flatArray("db")),
        loop(
            "n",
            index("count"),
            declare("d", minus(at(array("z"), n), at(array("y"), n))),
            store(array("dz"), n, var("d")),
            add(array("db"), whole(0), var("d")),
            loop(
                "o",
                whole(3),
                add(at(rows("dw"), whole(0)), o, times(var("d"), at(rows("h"), n, o))),
                store(
                    at(rows("dh"), n),
                    o,
                    times(
                        times(var("d"), at(rows("w"), whole(0), o)),
                        times(at(rows("h"), n, o), minus(real(1), at(rows("h"), n, o))))))));
  }

  private Method backHidden() {
    Value n = index("n");
    Value i = index("i");
    Value o = index("o");
    Value dh = at(rows("dh"), n, o);
    return method(
        "dense1",
        "d.W[o,i] = sum[batch] d.h[o]*x[i]   gradient of dense1 (small.nn:4)",
        List.of(
            flatArray("x"),
            rowArray("dh"),
            rowArray("w"),
            rowArray("dw"),
            flatArray("db"),
            flatArray("dx")),
        loop(
            "n",
            index("count"),
            loop(
                "o",
                whole(3),
                add(array("db"), o, dh),
                loop(
                    "i",
                    whole(2),
                    add(at(rows("dw"), i), o, times(dh, at(array("x"), flat(n, 2, i)))),
                    add(array("dx"), flat(n, 2, i), times(dh, at(rows("w"), i, o)))))));
  }

  private static UpdateRule update() {
    Value k = index("k");
    Value velocity =
        plus(times(real(0.5), at(array("v"), k)), times(at(array("g"), k), var("scale")));
    return new UpdateRule(
        "sgd",
        List.of(new UpdateRule.Moment("v", 0)),
        true,
        List.of(
            new Statement.Declare(
                Type.DOUBLE,
                "rate",
                op(
                    Code.DIVIDE,
                    real(0.1),
                    op(
                        Code.MAX,
                        real(1),
                        op(Code.DIVIDE, new Value.Local("norm", Type.DOUBLE), real(1e6)))))),
        List.of("rate"),
        new Method(
            "move",
            List.of(
                flatArray("w"),
                flatArray("g"),
                flatArray("v"),
                new Method.Argument(Type.REAL, "scale"),
                new Method.Argument(Type.REAL, "rate")),
            List.of(
                new Statement.Loop(
                    "k",
                    whole(0),
                    new Value.Local("w.length", Type.INT),
                    1,
                    List.of(
                        declare("vt", velocity),
                        store(array("v"), k, var("vt")),
                        add(array("w"), k, op(Code.NEGATE, times(var("rate"), var("vt"))))))),
            List.of("v = 0.5*v + g; w = w - rate*v")));
  }
}
