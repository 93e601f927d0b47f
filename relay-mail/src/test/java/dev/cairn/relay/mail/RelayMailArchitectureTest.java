package dev.cairn.relay.mail;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class RelayMailArchitectureTest extends ModuleRules {

  RelayMailArchitectureTest() {
    super(CairnModule.RELAY_MAIL);
  }
}
