package dev.cairn.merkle;

/**
 * A signature that was verified.
 *
 * @param key the known key that it is of
 * @param time when a cosigner signed, in POSIX seconds; 0 where the signature says nothing of time
 */
public record GoodSignature(VerifierKey key, long time) {}
