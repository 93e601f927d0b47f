package dev.cairn.privacy;

import dev.cairn.rules.CairnModule;
import dev.cairn.rules.ModuleRules;

final class PrivacyArchitectureTest extends ModuleRules {

  PrivacyArchitectureTest() {
    super(CairnModule.PRIVACY);
  }
}
