package dev.cairn.witness;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class WitnessArchitectureTest extends ModuleRules {

  WitnessArchitectureTest() {
    super(CairnModule.WITNESS);
  }
}
