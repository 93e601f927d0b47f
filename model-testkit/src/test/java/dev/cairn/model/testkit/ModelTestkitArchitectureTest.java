package dev.cairn.model.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModelTestkitArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cairn.model.testkit..");

  @Test
  void theKitKnowsTheModelAndTheStoreInMemoryOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.cairn",
            "dev.cairn.model",
            "dev.cairn.model.testkit",
            "dev.cairn.testkit",
            "org.jspecify.annotations")
        .check(MAIN);
  }
}
