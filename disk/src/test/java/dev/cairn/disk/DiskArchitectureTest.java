package dev.cairn.disk;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class DiskArchitectureTest extends ModuleRules {

  DiskArchitectureTest() {
    super(CairnModule.DISK);
  }
}
