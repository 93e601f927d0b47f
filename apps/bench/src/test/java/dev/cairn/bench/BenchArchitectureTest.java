package dev.cairn.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BenchArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cairn.bench..");

  /** Nor do they touch files, threads or clocks. */
  @Test
  void whatIsMadeOfFiguresIsPure() {
    classes()
        .that()
        .resideInAPackage("dev.cairn.bench.figures..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "dev.cairn.bench.figures..",
            "org.jspecify.annotations..")
        .check(MAIN);
  }

  @Test
  void whoTakesPartDoesNotKnowWhatIsMeasured() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.bench.contest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.cairn.bench", "dev.cairn.bench.parts..")
        .check(MAIN);
  }

  @Test
  void theInsideOfWhatOthersUseIsNotMeasured() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.cairn.log.internal..", "dev.cairn.flow.internal..", "dev.cairn.relay..internal..")
        .check(MAIN);
  }
}
