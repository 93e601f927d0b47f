package dev.cairn.proofs.internal;

import dev.cairn.log.LogLines;
import dev.cairn.merkle.TileSource;

/**
 * Where a verification was when all was well, and what it needs to go on from there.
 *
 * @param place behind the last line that was judged
 * @param size the events before it, a multiple of the width of a tile
 * @param tilesCompared so far
 * @param streams of those events
 * @param tiles the partial ones of the tree of that size
 */
record ResumePoint(
    LogLines.Place place, long size, long tilesCompared, StreamLeaves streams, TileSource tiles) {}
