package dev.cairn.testkit;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class TestkitArchitectureTest extends ModuleRules {

  TestkitArchitectureTest() {
    super(CairnModule.TESTKIT);
  }
}
