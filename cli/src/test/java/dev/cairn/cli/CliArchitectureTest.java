package dev.cairn.cli;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class CliArchitectureTest extends ModuleRules {

  CliArchitectureTest() {
    super(CairnModule.CLI);
  }
}
