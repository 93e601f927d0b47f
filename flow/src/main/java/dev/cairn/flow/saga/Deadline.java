package dev.cairn.flow.saga;

import java.time.Instant;

/**
 * A moment that an instance waits for.
 *
 * @param name what it is for; an instance has one of that name at most, a later one replaces it
 * @param due when it comes
 */
public record Deadline(String name, Instant due) {}
