package dev.cairn.proofs;

import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of events that follow each other in one stream, and nothing between them: what a
 * proof file carries beside the proof of the last of them. Each record holds the leaf hash of the
 * one before it, so whoever trusts the last leaf can trust all of them. One event is a chain of
 * one.
 *
 * <p>Nothing of it is to be believed before the last leaf is proven, see {@link ProofChecker}.
 *
 * @param records at least one, at most {@link #MOST_RECORDS}, in the order of their versions
 */
public record RecordChain(List<LeafRecord> records) {

  /** The most records of a chain. Their bytes fit into a proof file with any checkpoint. */
  public static final int MOST_RECORDS = 1_000;

  /** The bytes of the longest chain. */
  public static final int MOST_BYTES = MOST_RECORDS * (Short.BYTES + LeafRecord.MOST_BYTES);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no record, or there are too many
   */
  public RecordChain {
    records = List.copyOf(records);
    if (records.isEmpty() || records.size() > MOST_RECORDS) {
      throw new IllegalArgumentException(
          "a chain has 1 to %d records, not %d".formatted(MOST_RECORDS, records.size()));
    }
  }

  /** The record of an event alone. */
  public static RecordChain of(LeafRecord record) {
    return new RecordChain(List.of(record));
  }

  /** The event that begins it. */
  public LeafRecord first() {
    return records.getFirst();
  }

  /** The event that ends it, whose leaf is to be proven. */
  public LeafRecord last() {
    return records.getLast();
  }

  /** Where it does not hold together, in words; empty if it does. */
  public String broken() {
    LeafRecord before = first();
    boolean isFirst = before.version().number() == 1;
    if (isFirst != before.previous().equals(LeafRecord.NONE)) {
      return "version %s of %s is said to have %s before it"
          .formatted(before.version(), before.stream(), isFirst ? "an event" : "none");
    }
    for (LeafRecord record : records.subList(1, records.size())) {
      if (!record.stream().equals(before.stream())
          || record.version().number() != before.version().number() + 1
          || !record.position().isAfter(before.position())) {
        return "version %s of %s at position %s does not follow version %s of %s at position %s"
            .formatted(
                record.version(),
                record.stream(),
                record.position(),
                before.version(),
                before.stream(),
                before.position());
      }
      if (!record.previous().equals(before.leafHash())) {
        return "version %s of %s was recorded behind another event than the version %s that is shown"
            .formatted(record.version(), record.stream(), before.version());
      }
      before = record;
    }
    return "";
  }

  /** As a bundle of entries: for each record its length in two bytes, and then its bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (LeafRecord record : records) {
      out.writeBytes(EntryBundle.write(List.of(record.bytes())));
    }
    return out.toByteArray();
  }

  /**
   * Reads a chain, without judging whether it holds together.
   *
   * @throws IllegalArgumentException if it is not written as {@link #bytes} writes it
   */
  public static RecordChain parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<LeafRecord> records = new ArrayList<>();
    while (in.hasRemaining()) {
      if (records.size() == MOST_RECORDS) {
        throw new IllegalArgumentException(
            "there are more than %d records".formatted(MOST_RECORDS));
      }
      int length = in.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(in.getShort());
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException(
            "they end within record %d".formatted(records.size() + 1));
      }
      int from = in.position();
      records.add(LeafRecord.parse(Arrays.copyOfRange(bytes, from, from + length)));
      in.position(from + length);
    }
    return new RecordChain(records);
  }

  /** The leaf hash of the event that ends it. */
  public Hash leafHash() {
    return last().leafHash();
  }
}
