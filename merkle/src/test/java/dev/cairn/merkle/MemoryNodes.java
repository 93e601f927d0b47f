package dev.cairn.merkle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every node of a tree in memory, by level and index. */
final class MemoryNodes implements HashReader {

  private record Node(int level, long index) {}

  private final Map<Node, Hash> nodes = new HashMap<>();

  static MemoryNodes of(List<Hash> leaves) {
    MemoryNodes memory = new MemoryNodes();
    TreeBuilder builder =
        new TreeBuilder((level, index, hashes, offset) ->
            memory.nodes.put(new Node(level, index), Hash.of(hashes, offset)));
    leaves.forEach(builder::append);
    return memory;
  }

  int count() {
    return nodes.size();
  }

  @Override
  public Hash hash(int level, long index) {
    return Optional.ofNullable(nodes.get(new Node(level, index)))
        .orElseThrow(() -> new IndexOutOfBoundsException(level + ", " + index));
  }
}
