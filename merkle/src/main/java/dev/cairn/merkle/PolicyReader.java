package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the text of one policy, line after line. A name may only be used behind the line that
 * defines it, so there are no circles.
 *
 * <p>Names are octets to the specification, so here a character is one octet; what is shown is the
 * UTF-8 that they most likely are.
 */
final class PolicyReader {

  private final List<TrustPolicy.Log> logs = new ArrayList<>();
  private final List<TrustPolicy.Witness> witnesses = new ArrayList<>();
  private final Map<String, TrustPolicy.Member> members = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private int groups;
  private TrustPolicy.Member quorum = TrustPolicy.NONE;
  private boolean hasQuorum;

  TrustPolicy read(byte[] bytes) {
    require(
        bytes.length <= TrustPolicy.MOST_BYTES,
        "a policy has at most %d bytes, not %d".formatted(TrustPolicy.MOST_BYTES, bytes.length));
    String text = new String(bytes, ISO_8859_1);
    require(text.isEmpty() || text.endsWith("\n"), "the last line of a policy ends in a newline");
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      try {
        readLine(line);
      } catch (MalformedException e) {
        throw new MalformedException("line %d of the policy: %s".formatted(number, e.getMessage()));
      }
    }
    require(hasQuorum, "a policy has a line 'quorum name', or 'quorum none'");
    return new TrustPolicy(logs, witnesses, quorum);
  }

  private void readLine(String line) {
    require(
        line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f)),
        "it has control characters; only tabs and newlines are allowed");
    List<String> words = Arrays.stream(line.split("[ \t]+")).filter(w -> !w.isEmpty()).toList();
    if (words.isEmpty() || words.getFirst().startsWith("#")) {
      return;
    }
    List<String> rest = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "log" -> readLog(rest);
      case "witness" -> readWitness(rest);
      case "group" -> readGroup(rest);
      case "quorum" -> readQuorum(rest);
      default ->
          throw new MalformedException(
              "it begins with log, witness, group or quorum, not '%s'"
                  .formatted(shown(words.getFirst())));
    }
  }

  private void readLog(List<String> words) {
    require(words.size() == 1 || words.size() == 2, "it is written 'log vkey' or 'log vkey url'");
    requireRoom("logs", logs.size());
    VerifierKey key = key(words.get(0));
    require(key.type().isForLogs(), "a log does not sign with a key of type 04");
    refuseKnown(key, logs.stream().map(TrustPolicy.Log::key).toList());
    logs.add(new TrustPolicy.Log(key, words.size() == 2 ? utf8(words.get(1)) : ""));
  }

  private void readWitness(List<String> words) {
    require(
        words.size() == 2 || words.size() == 3,
        "it is written 'witness name vkey' or 'witness name vkey url'");
    requireRoom("witnesses", witnesses.size());
    VerifierKey key = key(words.get(1));
    require(key.type().isCosignature(), "a witness does not sign with a key of type 01");
    refuseKnown(key, witnesses.stream().map(TrustPolicy.Witness::key).toList());
    String url = words.size() == 3 ? utf8(words.get(2)) : "";
    TrustPolicy.Witness witness = new TrustPolicy.Witness(utf8(words.get(0)), key, url);
    define(words.get(0), witness);
    witnesses.add(witness);
  }

  private void readGroup(List<String> words) {
    require(words.size() >= 3, "it is written 'group name k members', where k may be any or all");
    requireRoom("groups", groups);
    List<TrustPolicy.Member> of = new ArrayList<>();
    for (String name : words.subList(2, words.size())) {
      of.add(known(name));
      require(taken.add(name), "'%s' is a member of a group already".formatted(shown(name)));
    }
    long needed =
        switch (words.get(1)) {
          case "any" -> 1;
          case "all" -> of.size();
          default -> Text.number("how many members are needed", words.get(1));
        };
    require(
        needed >= 1 && needed <= of.size(),
        "%d of %d members cannot be needed".formatted(needed, of.size()));
    define(words.get(0), new TrustPolicy.Group(utf8(words.get(0)), (int) needed, of));
    groups++;
  }

  private void readQuorum(List<String> words) {
    require(words.size() == 1, "it is written 'quorum name'");
    require(!hasQuorum, "there is a quorum already");
    hasQuorum = true;
    quorum = words.getFirst().equals("none") ? TrustPolicy.NONE : known(words.getFirst());
  }

  private void define(String name, TrustPolicy.Member member) {
    require(!name.equals("none"), "'none' is no name that can be defined");
    require(
        members.putIfAbsent(name, member) == null, "'%s' is there already".formatted(shown(name)));
  }

  private TrustPolicy.Member known(String name) {
    TrustPolicy.Member member = members.get(name);
    if (member == null) {
      throw new MalformedException(
          "no line before it defines a witness or group '%s'".formatted(shown(name)));
    }
    return member;
  }

  private VerifierKey key(String octets) {
    byte[] bytes = octets.getBytes(ISO_8859_1);
    return VerifierKey.parse(Text.decoded("a verifier key", bytes, TrustPolicy.MOST_BYTES));
  }

  /** Two keys are the same if their bytes are. Signatures must tell all keys of a policy apart. */
  private void refuseKnown(VerifierKey key, List<VerifierKey> ofItsKind) {
    for (VerifierKey other : ofItsKind) {
      require(
          !key.sharesKeyWith(other), "the key of '%s' is there already".formatted(other.name()));
    }
    Stream.concat(
            logs.stream().map(TrustPolicy.Log::key),
            witnesses.stream().map(TrustPolicy.Witness::key))
        .filter(other -> !other.equals(key))
        .forEach(other ->
            require(
                other.id() != key.id() || !other.name().equals(key.name()),
                "another key has the name and id %s+%s".formatted(key.name(), key.hexId())));
  }

  private static void requireRoom(String what, int count) {
    require(
        count < TrustPolicy.MOST_OF_A_KIND,
        "a policy has at most %d %s".formatted(TrustPolicy.MOST_OF_A_KIND, what));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new MalformedException(otherwise);
    }
  }

  private static String shown(String octets) {
    return Text.shown(utf8(octets));
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }
}
