/** Aggregates with long lives: how long they take to load, and commands that all want one. */
@NullMarked
package dev.cairn.bench.lives;

import org.jspecify.annotations.NullMarked;
