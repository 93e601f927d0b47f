/**
 * Tools of others check a log of ours: what is published is made through the library as any user
 * would, and judged by code that shares nothing with it. There is nothing here but tests.
 */
@NullMarked
package dev.cairn.interop;

import org.jspecify.annotations.NullMarked;
