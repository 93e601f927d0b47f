package dev.cairn.flow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class FlowArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cairn.flow..");

  @Test
  void theFlowKnowsTheContractAndSqlOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "dev.cairn", "dev.cairn.flow..", "org.sqlite..", "org.jspecify.annotations..")
        .check(MAIN);
  }

  @Test
  void theFlowReadsAndNeverAppends() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.cairn\\.(EventStore|Append|NewEvent)")
        .check(MAIN);
  }

  @Test
  void theDriverIsKnownInsideOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.flow")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .check(MAIN);
  }

  @Test
  void theInsideKnowsNothingOfThreadsAndStates() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.flow.internal")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.cairn\\.flow\\.(Projector.*|Progress)|java\\.lang\\.Thread")
        .check(MAIN);
  }
}
