package dev.cairn.log;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class LogArchitectureTest extends ModuleRules {

  LogArchitectureTest() {
    super(CairnModule.LOG);
  }
}
