/**
 * Tests of the contract's values and errors. What needs the testkit, such as random JSON, is tested
 * there: it is built on this module.
 */
@NullMarked
package dev.cairn;

import org.jspecify.annotations.NullMarked;
