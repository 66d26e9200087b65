package dev.layerc.schedule;

import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Repeated blocks share their methods: those that are equal up to the names of arguments and locals
 * become one, which is called with the arrays of each block in turn.
 *
 * <pre>
 * before   res2Relu1(workspace.res2Relu1Y, ...); res3Relu1(workspace.res3Relu1Y, ...);
 * after    resRelu1(workspace.res2Relu1Y, ...);  resRelu1(workspace.res3Relu1Y, ...);
 * </pre>
 *
 * Nothing is lost in speed: the arrays are arguments in any case.
 */
final class ShareMethods {
  private final Routine routine;
  private final Map<String, Method> methods = new LinkedHashMap<>();

  /** The method that stands for a method, by their names. */
  private final Map<String, String> representatives = new LinkedHashMap<>();

  private final Map<Method, String> firstOfForm = new LinkedHashMap<>();

  private ShareMethods(Routine routine) {
    this.routine = routine;
    routine.methods().forEach(method -> methods.put(method.name(), method));
  }

  static Routine in(Routine routine) {
    return new ShareMethods(routine).share();
  }

  private Routine share() {
    methods.keySet().forEach(this::representative);
    Map<String, String> shared = sharedNames();
    UnaryOperator<String> renamed = name -> shared.get(representatives.get(name));
    RenameCode code = new RenameCode(UnaryOperator.identity(), renamed);
    List<Method> kept = new ArrayList<>();
    for (Method method : methods.values()) {
      if (representatives.get(method.name()).equals(method.name())) {
        List<Statement> body = code.in(method.body());
        kept.add(
            new Method(
                shared.get(method.name()),
                method.arguments(),
                body,
                method.summary(),
                method.isVector()));
      }
    }
    return new Routine(
        routine.calls().stream()
            .map(call -> new Statement.Invoke(renamed.apply(call.method()), call.arguments()))
            .toList(),
        kept,
        routine.decisions().stream().map(decision -> decision.of(renamed)).toList());
  }

  /** The first method that is equal to this one, those that it calls being looked at before. */
  private String representative(String name) {
    String known = representatives.get(name);
    if (known == null) {
      known = firstOfForm.computeIfAbsent(form(methods.get(name)), form -> name);
      representatives.put(name, known);
    }
    return known;
  }

  /** The method with names that say nothing but in which order they come up. */
  private Method form(Method method) {
    List<String> called = new ArrayList<>();
    new RenameCode(UnaryOperator.identity(), callee -> noted(callee, called)).in(method.body());
    called.forEach(this::representative);
    Map<String, String> numbers = new LinkedHashMap<>();
    UnaryOperator<String> number =
        local -> numbers.computeIfAbsent(local, l -> "v" + numbers.size());
    List<Method.Argument> arguments =
        method.arguments().stream()
            .map(argument -> new Method.Argument(argument.type(), number.apply(argument.name())))
            .toList();
    List<Statement> body = new RenameCode(number, this::representative).in(method.body());
    return new Method("", arguments, body, List.of(), method.isVector());
  }

  private static String noted(String callee, List<String> called) {
    called.add(callee);
    return callee;
  }

  /** What the methods that stay are called: where several became one, what their names share. */
  private Map<String, String> sharedNames() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    representatives.forEach(
        (name, first) -> groups.computeIfAbsent(first, f -> new ArrayList<>()).add(name));
    JavaNames taken = new JavaNames(groups.keySet().toArray(String[]::new));
    Map<String, String> names = new LinkedHashMap<>();
    groups.forEach(
        (first, all) -> {
          String common = CommonName.of(all);
          names.put(first, common.equals(first) ? first : taken.fresh(common));
        });
    return names;
  }
}
