package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The declarations that one file sees: its own, those of the files it uses, and the prelude's. A
 * declaration of the file's own or of a used file takes the place of the prelude's of the same
 * name, for this file only: the prelude's own layers go on seeing the prelude's. Between a file and
 * the files it uses, a name is declared once.
 */
final class Library {
  private final Optional<Library> prelude;
  private final DiagnosticLog log;
  private final Map<String, Declared<? extends Declaration>> callables = new LinkedHashMap<>();
  private final Map<String, Declared<Declaration.Optimizer>> optimizers = new LinkedHashMap<>();
  private final Map<String, Declared<Declaration.Constant>> constants = new LinkedHashMap<>();
  private final Map<String, Binding> evaluated = new LinkedHashMap<>();
  private final Map<String, Span> nets = new LinkedHashMap<>();

  Library(Optional<Library> prelude, DiagnosticLog log) {
    this.prelude = prelude;
    this.log = log;
  }

  DiagnosticLog log() {
    return log;
  }

  /** True for the prelude itself, whose text the user has not written. */
  boolean isPrelude() {
    return prelude.isEmpty();
  }

  boolean isPrelude(SourceFile file) {
    return Prelude.NAME.equals(file.name());
  }

  void declare(Declaration declaration) {
    if (declaration instanceof Declaration.Layer layer) {
      put(callables, layer.name(), new Declared<>(layer, this));
    } else if (declaration instanceof Declaration.Function function) {
      put(callables, function.name(), new Declared<>(function, this));
    } else if (declaration instanceof Declaration.Optimizer optimizer) {
      put(optimizers, optimizer.name(), new Declared<>(optimizer, this));
    } else if (declaration instanceof Declaration.Constant constant) {
      put(constants, constant.name(), new Declared<>(constant, this));
    } else if (declaration instanceof Declaration.Net net) {
      Span first = nets.putIfAbsent(net.name().text(), net.name().span());
      if (first != null) {
        tellTwice(net.name(), first);
      }
    }
  }

  /** Makes what another file declares visible here. */
  void include(Library used) {
    used.callables.values().forEach(c -> put(callables, nameOf(c.declaration()), c));
    used.optimizers.values().forEach(o -> put(optimizers, o.declaration().name(), o));
    used.constants.values().forEach(c -> put(constants, c.declaration().name(), c));
  }

  private <T extends Declared<? extends Declaration>> void put(
      Map<String, T> map, Name name, T declared) {
    T first = map.putIfAbsent(name.text(), declared);
    if (first != null && first.declaration() != declared.declaration()) {
      tellTwice(name, nameOf(first.declaration()).span());
    }
  }

  private void tellTwice(Name name, Span first) {
    log.add(
        Diagnostic.of(Message.DECLARED_TWICE, name.span(), name)
            .withRelated(first, "the first declaration"));
  }

  private static Name nameOf(Declaration declaration) {
    if (declaration instanceof Declaration.Layer layer) {
      return layer.name();
    }
    if (declaration instanceof Declaration.Function function) {
      return function.name();
    }
    if (declaration instanceof Declaration.Optimizer optimizer) {
      return optimizer.name();
    }
    return ((Declaration.Constant) declaration).name();
  }

  /** The layer or function of a name. */
  Optional<Declared<? extends Declaration>> callable(String name) {
    Declared<? extends Declaration> own = callables.get(name);
    return own != null ? Optional.of(own) : prelude.flatMap(p -> p.callable(name));
  }

  Optional<Declared<Declaration.Optimizer>> optimizer(String name) {
    Declared<Declaration.Optimizer> own = optimizers.get(name);
    return own != null ? Optional.of(own) : prelude.flatMap(p -> p.optimizer(name));
  }

  /** The file's constant of a name, evaluated when it is first asked for. */
  Optional<Binding> constant(String name) {
    Declared<Declaration.Constant> declared = constants.get(name);
    if (declared == null) {
      return prelude.flatMap(p -> p.constant(name));
    }
    if (declared.home() != this) {
      return declared.home().constant(name);
    }
    Binding known = evaluated.get(name);
    return Optional.of(known != null ? known : evaluate(declared.declaration()));
  }

  private Binding evaluate(Declaration.Constant constant) {
    Span span = constant.name().span();
    // A constant that leads back to itself finds this.
    evaluated.put(constant.name().text(), new Binding.Broken(span));
    try {
      Typed value = Numbers.evaluate(constant.value(), new Scope(this));
      evaluated.put(constant.name().text(), new Binding.Scalar(value, "constant", span));
    } catch (Mistake mistake) {
      log.add(
          mistake
              .diagnostic()
              .orElseGet(() -> Diagnostic.of(Message.DEPENDS_ON_ITSELF, span, constant.name())));
    }
    return evaluated.get(constant.name().text());
  }

  List<String> callableNames() {
    List<String> names = new ArrayList<>(callables.keySet());
    prelude.ifPresent(p -> names.addAll(p.callableNames()));
    return names;
  }

  List<String> optimizerNames() {
    List<String> names = new ArrayList<>(optimizers.keySet());
    prelude.ifPresent(p -> names.addAll(p.optimizerNames()));
    return names;
  }

  List<String> constantNames() {
    return List.copyOf(constants.keySet());
  }
}
