package dev.cairn.model.testkit;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class ModelTestkitArchitectureTest extends ModuleRules {

  ModelTestkitArchitectureTest() {
    super(CairnModule.MODEL_TESTKIT);
  }
}
