package dev.cairn.log.proof;

/**
 * Bugs that are planted in a copy of a source file of the engine, which is compiled for the test
 * alone.
 */
enum SourceBug {
  TRUSTS_AN_INDEX_AHEAD_OF_THE_LOG("Loader", "fits(found.get(), segment)", "true", SmallProof.ROT),
  CUTS_AT_THE_FIRST_BAD_LINE(
      "TailScan", "lines.isSound() && laterGroup(damaged)", "damaged < 0", SmallProof.ROT),
  DOES_NOT_CHECK_LINES(
      "Line", "matchesHex(bytes, digits, crc(bytes, from, body))", "true", SmallProof.ROT),
  DOES_NOT_CHECK_INDEX_BLOCKS(
      "CheckedBytes", "throw new DamagedIndexException(block);", "var _ = block;", SmallProof.ROT),
  KEEPS_HALF_AN_APPEND(
      "TailScan", "append.size() == ofCount", "!append.isEmpty()", SmallProof.CRASH),
  WRITES_BEHIND_A_CLEAN_MARK(
      "GroupWriter",
      "if (head.mark().clean()) {\n      markUnclean();\n    }\n    Segment segment",
      "Segment segment",
      SmallProof.CRASH),
  READS_BEYOND_THE_PROVEN_END(
      "ProvenEnd", "return proven;", "return expected > position ? to : proven;", SmallProof.CRASH),
  SERVES_WHAT_ONLY_MEMORY_HOLDS(
      "Opening",
      "repair.makeDurable(path, marked, segment.index().end());",
      "var _ = marked;",
      SmallProof.SYNC),
  SEALS_A_SEGMENT_WITH_ITS_SPACE(
      "GroupWriter", "settle();\n    Path path", "Path path", SmallProof.RANDOM),
  LEAVES_SPACE_BEHIND_A_CLEAN_MARK(
      "GroupWriter", "settle();\n    file.sync();", "file.sync();", SmallProof.CRASH),
  WRITES_UNSYNCED_GROUPS_OF_THEIR_OWN(
      "GroupWriter",
      "if (!unsynced) {\n      commit",
      "if (unsynced || !unsynced) {\n      commit",
      SmallProof.RELAXED),
  SEALS_WHAT_WAS_NOT_SYNCED(
      "GroupWriter",
      "if (ahead.cut(file, active().index().end()) || unsynced) {",
      "if (ahead.cut(file, active().index().end())) {",
      SmallProof.RELAXED),
  LEAVES_A_SHORT_WRITE_BEHIND(
      "GroupWriter", "file.truncate(from);", "var _ = from;", SmallProof.RANDOM),
  GOES_ON_AFTER_A_FAILURE(
      "Committer",
      "failure = e;\n      refuse(",
      "failure = null;\n      refuse(",
      SmallProof.RANDOM),
  OFF_BY_ONE_IN_A_CONDITIONAL_APPEND(
      "Conditions",
      "Version actual = Version.of(version(Key.of(stream)));",
      "Version actual = Version.of(version(Key.of(stream)) + 1);",
      SmallProof.MODEL),
  QUERY_CONDITION_MISSES_THE_FIRST_EVENT(
      "Conditions",
      "Filter.matching(query), after.sequence()",
      "Filter.matching(query), after.sequence() + 1",
      SmallProof.MODEL),
  TAKES_AN_EVENT_ID_TWICE(
      "Conditions", "reads.has(keys.id(), entry.stream())", "keys.id() == null", SmallProof.MODEL),
  FORGETS_VERSIONS_OF_ITS_OWN_GROUP(
      "Conditions",
      "Long inGroup = groupVersions.get(stream);",
      "Long inGroup = null;",
      SmallProof.MODEL),
  DUPLICATES_ON_RESUBSCRIBE(
      "Reads",
      "new LogSubscription(log, filter, after.sequence(), source)",
      "new LogSubscription(log, filter, Math.max(0, after.sequence() - 1), source)",
      SmallProof.SUBSCRIPTIONS),
  SKIPS_WHAT_CAME_WHILE_IT_READ(
      "LogSubscription",
      "position = Math.max(position, head);",
      "position = Math.max(position, log.head());",
      SmallProof.SUBSCRIPTIONS),
  CLOSES_WHILE_ANOTHER_LEADS(
      "Committer",
      "while (!led.compareAndSet(false, true)) {\n      LockSupport",
      "while (queueMax < 0) {\n      LockSupport",
      SmallProof.CLOSING),
  ANSWERS_BEFORE_IT_SHOWS(
      "GroupWriter",
      "log.publish(log.head() + written.size());",
      "long shown = log.head() + written.size();\n        Thread.startVirtualThread(() -> log.publish(shown));",
      SmallProof.HISTORY),
  APPENDS_WITHOUT_LOOKING_WHAT_OTHERS_WROTE(
      "SharedTurns", "boolean news = follow();", "boolean news = false;", SmallProof.TURNS),
  SERVES_WHAT_A_DEAD_HOLDER_LEFT_UNSYNCED(
      "SharedTurns",
      "repair.makeDurable(last.path(), known, end);",
      "var _ = known;",
      SmallProof.TURNS),
  WRITES_ON_TO_A_SEGMENT_THAT_ANOTHER_SEALED(
      "GroupWriter", "failed || fileFirst != active().first()", "failed", SmallProof.TURNS),
  KEEPS_VERSIONS_THAT_OTHERS_MOVED(
      "Committer", "conditions.forget();", "conditions.beginGroup();", SmallProof.TURNS),
  TAKES_AN_APPEND_WHATEVER_IT_FOLLOWS(
      "Committer", "if (!pending.mayTakeEffect()) {", "if (queueMax < 0) {", SmallProof.MODEL),
  READS_WITHOUT_LOOKING_WHAT_OTHERS_WROTE(
      "Engine", "turns.look();\n    return reads;", "return reads;", SmallProof.SHARED_HISTORY);

  private final String file;
  private final String sound;
  private final String wrong;
  private final SmallProof caughtBy;

  SourceBug(String file, String sound, String wrong, SmallProof caughtBy) {
    this.file = file;
    this.sound = sound;
    this.wrong = wrong;
    this.caughtBy = caughtBy;
  }

  /** The class it is planted in. */
  String file() {
    return file;
  }

  /** What finds it. */
  SmallProof caughtBy() {
    return caughtBy;
  }

  /**
   * Plants it.
   *
   * @throws AssertionError if the place is not there any more, or twice
   */
  String plantedIn(String source) {
    int at = source.indexOf(sound);
    if (at < 0) {
      throw new AssertionError(
          "%s: %s.java has no '%s' any more; plant it elsewhere".formatted(this, file, sound));
    }
    return source.substring(0, at) + wrong + source.substring(at + sound.length());
  }
}
