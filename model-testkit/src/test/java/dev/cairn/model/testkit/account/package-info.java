/** The bank account of the course, as an example and for tests: the rules and nothing else. */
@NullMarked
package dev.cairn.model.testkit.account;

import org.jspecify.annotations.NullMarked;
