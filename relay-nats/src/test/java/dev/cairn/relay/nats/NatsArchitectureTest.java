package dev.cairn.relay.nats;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class NatsArchitectureTest extends ModuleRules {

  NatsArchitectureTest() {
    super(CairnModule.RELAY_NATS);
  }
}
