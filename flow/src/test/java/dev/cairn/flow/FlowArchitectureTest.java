package dev.cairn.flow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;
import org.junit.jupiter.api.Test;

final class FlowArchitectureTest extends ModuleRules {

  FlowArchitectureTest() {
    super(CairnModule.FLOW);
  }

  @Test
  void projectionsReadAndNeverAppend() {
    noClasses()
        .that()
        .haveNameMatching("dev\\.cairn\\.flow\\.(internal\\.|.*(Projection|View|Sqlite)).*")
        .and()
        .doNotHaveSimpleName("ViewNotes") // What it appends is for operators.
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.cairn\\.(EventStore|Append|NewEvent)")
        .check(main());
  }

  @Test
  void theDriverIsKnownInsideOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.flow")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .check(main());
  }

  @Test
  void theInsideKnowsNothingOfProjectorsAndStates() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.flow.internal")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.cairn\\.flow\\.(Projector.*|Processor.*|Run.*|Lane.*)")
        .check(main());
  }
}
