package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaNamesTest {

  @ParameterizedTest
  @CsvSource({
    "dense1.W, dense1W",
    "res_block1.conv2d1.K, resBlock1Conv2d1K",
    "z, z",
    "class, class_",
    "_, v",
    "größe, größe"
  })
  void camelCase(String dotted, String identifier) {
    assertThat(JavaNames.identifier(dotted)).isEqualTo(identifier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1a", "_1", "a b", "true", "null", "int", "é.1"})
  void anyNameBecomesAnIdentifier(String name) {
    assertThat(SourceVersion.isName(JavaNames.identifier(name))).isTrue();
  }

  @Test
  void aNameIsGivenOutOnce() {
    JavaNames names = new JavaNames("x");
    assertThat(names.fresh("x")).isEqualTo("x2");
    assertThat(names.fresh("x")).isEqualTo("x3");
    assertThat(names.fresh("a1")).isEqualTo("a1");
    assertThat(names.fresh("a1")).isEqualTo("a1_2");
  }

  @Test
  void aNameThatIsKeptIsNotGivenOut() {
    JavaNames names = new JavaNames();
    names.reserve("row");
    names.reserve("row");
    assertThat(names.fresh("row")).isEqualTo("row2");
  }

  @Test
  void numbersThatAreTakenAreLeftOut() {
    JavaNames names = new JavaNames("x", "x3");
    assertThat(names.fresh("x")).isEqualTo("x2");
    assertThat(names.fresh("x")).isEqualTo("x4");
  }
}
