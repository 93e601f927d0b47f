/**
 * Tests of the command line: in this process through {@code Shell}, and, tagged {@code process},
 * with real processes of their own through {@code Processes}.
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
