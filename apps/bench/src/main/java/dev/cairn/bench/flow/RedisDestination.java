package dev.cairn.bench.flow;

import dev.cairn.bench.contest.LocalServer;
import dev.cairn.flow.Bus;
import dev.cairn.relay.redis.RedisOptions;
import dev.cairn.relay.redis.RedisStream;
import dev.cairn.relay.redis.RedisStreams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Streams of a Redis. What is kept is sent as one XADD each, a thousand before any answer. */
final class RedisDestination implements Destination {

  private static final String HOST = "127.0.0.1";
  private static final int UNANSWERED_MAX = 1_000;

  private final LocalServer server;
  private final Connection client;

  /** The arguments of each XADD behind the key: the id, then names and values. */
  private final List<byte[][]> kept = new ArrayList<>();

  /** Talks to a server, which it does not end. */
  RedisDestination(LocalServer server) {
    this.server = server;
    this.client = new Connection(HOST, server.port());
  }

  @Override
  public Bus bus(String name) {
    return new RedisStreams(RedisOptions.at(HOST, server.port()), RedisStream.of(name));
  }

  @Override
  public void keep(String name) {
    kept.clear();
    client.sendCommand(Protocol.Command.XRANGE, name, "-", "+");
    for (Object entry : (List<?>) client.getOne()) {
      List<?> parts = (List<?>) entry;
      List<byte[]> arguments = new ArrayList<>(List.of(new byte[0], (byte[]) parts.get(0)));
      ((List<?>) parts.get(1)).forEach(text -> arguments.add((byte[]) text));
      kept.add(arguments.toArray(byte[][]::new));
    }
  }

  @Override
  public void sendKept(String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    int unanswered = 0;
    for (byte[][] arguments : kept) {
      arguments[0] = key;
      client.sendCommand(Protocol.Command.XADD, arguments);
      unanswered++;
      if (unanswered == UNANSWERED_MAX) {
        await(unanswered / 2);
        unanswered -= unanswered / 2;
      }
    }
    await(unanswered);
  }

  private void await(int answers) {
    for (Object answer : client.getMany(answers)) {
      if (answer instanceof JedisDataException refused) {
        throw refused;
      }
    }
  }

  @Override
  public void delete(String name) {
    client.sendCommand(Protocol.Command.UNLINK, name, RedisStream.of(name).notesKey());
    var _ = client.getOne();
  }

  @Override
  public void close() {
    client.close();
  }
}
