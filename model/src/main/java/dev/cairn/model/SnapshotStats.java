package dev.cairn.model;

/**
 * What became of snapshots since a process began.
 *
 * @param taken how many were written
 * @param failed how many could not be written
 * @param dropped how many were due and given up because too many waited already
 * @param waiting how many wait to be written now, that under way included
 * @param used how many loads began with a snapshot
 * @param ignored how often a load passed over a snapshot because something was wrong with it
 */
public record SnapshotStats(
    long taken, long failed, long dropped, int waiting, long used, long ignored) {}
