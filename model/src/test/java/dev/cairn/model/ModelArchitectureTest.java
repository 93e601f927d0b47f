package dev.cairn.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;
import org.junit.jupiter.api.Test;

final class ModelArchitectureTest extends ModuleRules {

  ModelArchitectureTest() {
    super(CairnModule.MODEL);
  }

  @Test
  void howRecordsAreReadKnowsNothingOfStoresAndCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.cairn.model.internal..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.cairn\\.(EventStore|EventReader|model\\.(Commands|Aggregates))")
        .check(main());
  }
}
