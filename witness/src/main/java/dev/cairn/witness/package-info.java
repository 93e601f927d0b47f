/**
 * The witness protocol of c2sp.org/tlog-witness version 1 over HTTP. {@link
 * dev.cairn.witness.WitnessClient} asks a witness to cosign a checkpoint; {@link
 * dev.cairn.witness.Witness} is one, {@link dev.cairn.witness.WitnessServer} serves it, and {@link
 * dev.cairn.witness.WitnessFolder} is where it remembers what it has cosigned.
 *
 * <p>What is sent, and what a witness decides, is in {@code dev.cairn.merkle}. The HTTP edge is a
 * module of its own, so that who checks a proof needs neither an HTTP client nor a server.
 */
@NullMarked
package dev.cairn.witness;

import org.jspecify.annotations.NullMarked;
