/**
 * The rules of the house as tests. {@link dev.cairn.rules.CairnModule} is the table of the modules
 * and who may know whom; {@link dev.cairn.rules.ModuleRules} is the suite that each module's
 * architecture test extends.
 *
 * <p>This package lies below all others, so that every module can be tested with it, and knows none
 * of them but by name. It is never published.
 */
@NullMarked
package dev.cairn.rules;

import org.jspecify.annotations.NullMarked;
