package dev.cairn;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class CoreArchitectureTest extends ModuleRules {

  CoreArchitectureTest() {
    super(CairnModule.CORE);
  }
}
