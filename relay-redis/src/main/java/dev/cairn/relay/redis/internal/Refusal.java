package dev.cairn.relay.redis.internal;

import dev.cairn.relay.redis.RedisUnavailableException;
import java.util.Map;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** What a failure of the client or a refusal of the server means, for a person. Stateless. */
final class Refusal {

  private static final String NOT_ALLOWED = "NOPERM";

  /** What a server says instead of the code where it is a script that may not run a command. */
  private static final String SCRIPT_NOT_ALLOWED = "The user executing the script can't";

  private static final String PERMISSIONS =
      "the relay's user needs +info, +hsetnx, +hmget, +eval, +exists, +xinfo, +xadd, +xrange, +time,"
          + " +zadd and +zremrangebyrank on its keys, or +publish on its channel; +config|get helps"
          + " to know the server's limit";

  private static final Map<String, String> NEXT =
      Map.ofEntries(
          Map.entry("LOADING", "it reads its data and will answer when it has them"),
          Map.entry("OOM", "its memory is full: raise maxmemory or trim streams"),
          Map.entry("READONLY", "it is a replica: name the master, or wait until one takes over"),
          Map.entry("MASTERDOWN", "it is a replica without its master: name the master"),
          Map.entry("NOREPLICAS", "too few replicas follow it for min-replicas-to-write"),
          Map.entry("MISCONF", "it cannot write to its disk: look at its log"),
          Map.entry("BUSY", "a script runs for too long: see SCRIPT KILL"),
          Map.entry("CLUSTERDOWN", "its cluster is down; a relay needs a server without cluster"),
          Map.entry("MOVED", "it is part of a cluster; a relay needs a server without cluster"),
          Map.entry("ASK", "it is part of a cluster; a relay needs a server without cluster"),
          Map.entry("NOAUTH", "it wants a password: give the client's configuration one"),
          Map.entry("WRONGPASS", "user or password are wrong: see the client's configuration"),
          Map.entry(NOT_ALLOWED, PERMISSIONS),
          Map.entry("WRONGTYPE", "the key is something else already: give the relay another one"));

  private Refusal() {}

  static RedisUnavailableException of(HostAndPort server, JedisException error) {
    String text = String.valueOf(error.getMessage());
    if (error instanceof JedisConnectionException) {
      return new RedisUnavailableException(
          server,
          RedisUnavailableException.NO_ANSWER,
          "cannot be reached or does not answer: %s. Start it, or correct the address"
              .formatted(text),
          error);
    }
    String code = text.contains(SCRIPT_NOT_ALLOWED) ? NOT_ALLOWED : text.split(" ", 2)[0];
    String next = NEXT.getOrDefault(code, "look at its log");
    return new RedisUnavailableException(
        server, code, "refuses: %s; %s".formatted(text, next), error);
  }
}
