package dev.layerc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import whom: each phase knows the form it reads and the form it makes, no more. */
class ArchitectureTest {
  private static final JavaClasses COMPILER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.layerc");

  @Test
  void phasesKnowTheirFormsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("diag")
        .definedBy("dev.layerc.diag")
        .layer("grammar")
        .definedBy("dev.layerc.grammar")
        .layer("spec")
        .definedBy("dev.layerc.spec")
        .layer("equation")
        .definedBy("dev.layerc.equation")
        .layer("elaborate")
        .definedBy("dev.layerc.elaborate")
        .layer("gradient")
        .definedBy("dev.layerc.gradient")
        .layer("simplify")
        .definedBy("dev.layerc.simplify")
        .layer("loop")
        .definedBy("dev.layerc.loop")
        .layer("schedule")
        .definedBy("dev.layerc.schedule")
        .layer("emit")
        .definedBy("dev.layerc.emit..")
        .layer("explain")
        .definedBy("dev.layerc.explain")
        .layer("classfile")
        .definedBy("dev.layerc.classfile")
        .layer("root")
        .definedBy("dev.layerc")
        .whereLayer("diag")
        .mayNotAccessAnyLayer()
        .whereLayer("grammar")
        .mayNotAccessAnyLayer()
        .whereLayer("spec")
        .mayOnlyAccessLayers("diag", "grammar")
        .whereLayer("equation")
        .mayOnlyAccessLayers("diag")
        .whereLayer("elaborate")
        .mayOnlyAccessLayers("spec", "equation", "diag")
        .whereLayer("gradient")
        .mayOnlyAccessLayers("equation", "diag")
        .whereLayer("simplify")
        .mayOnlyAccessLayers("equation", "diag")
        .whereLayer("loop")
        .mayOnlyAccessLayers("equation", "diag")
        .whereLayer("schedule")
        .mayOnlyAccessLayers("equation", "loop", "diag")
        .whereLayer("emit")
        .mayOnlyAccessLayers("loop", "equation", "diag")
        .whereLayer("explain")
        .mayOnlyAccessLayers("gradient", "equation", "diag")
        .whereLayer("classfile")
        .mayNotAccessAnyLayer()
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .check(COMPILER);
  }

  @Test
  void onlyTheEmitterKnowsJavaPoet() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.layerc.emit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.palantir.javapoet..")
        .check(COMPILER);
  }
}
