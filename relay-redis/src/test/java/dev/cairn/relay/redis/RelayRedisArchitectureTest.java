package dev.cairn.relay.redis;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class RelayRedisArchitectureTest extends ModuleRules {

  RelayRedisArchitectureTest() {
    super(CairnModule.RELAY_REDIS);
  }
}
