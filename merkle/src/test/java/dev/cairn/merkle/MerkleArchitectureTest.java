package dev.cairn.merkle;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class MerkleArchitectureTest extends ModuleRules {

  MerkleArchitectureTest() {
    super(CairnModule.MERKLE);
  }
}
