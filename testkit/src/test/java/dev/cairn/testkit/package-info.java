/** Tests of the test kit, and the house rules that the other modules are held to. */
@NullMarked
package dev.cairn.testkit;

import org.jspecify.annotations.NullMarked;
