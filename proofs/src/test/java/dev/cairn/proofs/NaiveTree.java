package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.EventReader;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TreeBuilder;
import dev.cairn.merkle.TreeHead;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tree of a log, made of the text of its lines and of nothing that makes it in the product. */
record NaiveTree(List<LeafRecord> records, List<TreeHead> heads) {

  static NaiveTree of(EventReader log) {
    List<LeafRecord> records = new ArrayList<>();
    TreeBuilder tree = new TreeBuilder();
    List<TreeHead> heads = new ArrayList<>(List.of(tree.head()));
    Map<StreamId, Hash> last = new HashMap<>();
    for (RecordedEvent event : Logs.all(log)) {
      LeafRecord record = record(event, last.getOrDefault(event.stream(), LeafRecord.NONE));
      last.put(event.stream(), record.leafHash());
      records.add(record);
      tree.append(record.leafHash());
      heads.add(tree.head());
    }
    return new NaiveTree(records, heads);
  }

  private static LeafRecord record(RecordedEvent event, Hash previous) {
    String line = event.toString();
    byte[] body = line.substring(0, line.lastIndexOf(",\"crc\":\"")).getBytes(UTF_8);
    return new LeafRecord(
        event.position(),
        event.id(),
        event.stream(),
        event.version(),
        previous,
        event.type(),
        event.timestamp(),
        Hash.of(sha256(body)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  TreeHead head() {
    return heads.getLast();
  }
}
