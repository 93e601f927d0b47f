package dev.cairn.proofs;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class ProofsArchitectureTest extends ModuleRules {

  ProofsArchitectureTest() {
    super(CairnModule.PROOFS);
  }
}
