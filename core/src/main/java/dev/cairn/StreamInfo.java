package dev.cairn;

/**
 * A stream at a glance.
 *
 * @param stream the stream
 * @param version the version of its last event
 * @param last the position of its last event
 */
public record StreamInfo(StreamId stream, Version version, Position last) {}
