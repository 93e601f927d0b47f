package dev.cairn.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModelArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cairn.model..");

  @Test
  void theModelKnowsTheContractAndJacksonOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.cairn",
            "dev.cairn.model..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
            "org.jspecify.annotations..")
        .check(MAIN);
  }

  @Test
  void howRecordsAreReadKnowsNothingOfStoresAndCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.model.internal..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.cairn\\.(EventStore|EventReader|model\\.(Commands|Aggregates))")
        .check(MAIN);
  }
}
