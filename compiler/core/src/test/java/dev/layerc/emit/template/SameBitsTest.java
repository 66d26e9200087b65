package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interpreted and compiled, the functions give the same bits. */
final class SameBitsTest {
  private static final int POINTS = 1_000;

  /** Calls of each function: the interpreter's, then enough for C1 and C2. */
  private static final int ROUNDS = 60;

  /** A loader of its own: the class starts cold, whatever tests ran before. */
  @ParameterizedTest
  @ValueSource(classes = {FloatMath.class, DoubleMath.class})
  void warmCallsRepeatTheFirst(Class<?> template) throws Exception {
    URL classes = template.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader cold =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      for (Method function : functions(cold.loadClass(template.getName()))) {
        List<Object> first = results(function);
        for (int round = 1; round < ROUNDS; round++) {
          assertThat(results(function)).as(function.getName()).isEqualTo(first);
        }
      }
    }
  }

  private static List<Method> functions(Class<?> template) {
    return Stream.of(template.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()))
        .peek(method -> method.setAccessible(true))
        .toList();
  }

  /** Boxed results compare by bits. */
  private static List<Object> results(Method function) throws ReflectiveOperationException {
    Random random = new Random(1);
    List<Object> results = new ArrayList<>(POINTS);
    for (int i = 0; i < POINTS; i++) {
      Object[] arguments = new Object[function.getParameterCount()];
      for (int k = 0; k < arguments.length; k++) {
        arguments[k] = argument(random, function.getParameterTypes()[k]);
      }
      results.add(function.invoke(null, arguments));
    }
    return results;
  }

  private static Object argument(Random random, Class<?> type) {
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    double x = random.nextGaussian(0.0, 20.0);
    return type == float.class ? (Object) (float) x : (Object) x;
  }
}
