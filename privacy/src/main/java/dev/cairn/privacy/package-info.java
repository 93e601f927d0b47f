/**
 * Personal data in a log that nobody can change: sealed under a key for each person, and erased by
 * destroying that key.
 *
 * <p>Begin with {@link dev.cairn.privacy.Personal} (a value that may be erased, as a component of
 * an event), {@link dev.cairn.privacy.SealingCodec} (seals it on its way into the log), {@link
 * dev.cairn.privacy.FileVault} (the keys, outside of the store) and {@link
 * dev.cairn.privacy.Erasure}. {@link dev.cairn.privacy.PersonalDataLint} looks for what was
 * forgotten.
 *
 * <p>The seal is AES-256-GCM (NIST SP 800-38D) under keys derived with HKDF (RFC 5869), all of the
 * JDK. Knows the contracts of {@code dev.cairn} and of the disk, and the model; never an engine, a
 * server or a view.
 */
@NullMarked
package dev.cairn.privacy;

import org.jspecify.annotations.NullMarked;
