package dev.cairn.merkle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom to believe: the logs that are known, the witnesses, and which of them must have cosigned a
 * checkpoint. The text of c2sp.org/tlog-policy, which {@link #parse} reads.
 *
 * @param logs no two with the same key; none where the log is known from elsewhere
 * @param witnesses no two with the same key
 * @param quorum what must have cosigned; {@link #NONE} if nobody needs to
 */
public record TrustPolicy(List<Log> logs, List<Witness> witnesses, Member quorum) {

  /** The most logs, the most witnesses and the most groups; the specification asks for 32 each. */
  public static final int MOST_OF_A_KIND = 100;

  /** The most bytes of a policy, enough for as many keys of ML-DSA-44. */
  public static final int MOST_BYTES = 1 << 20;

  /** The quorum of a policy that asks for no cosignature. */
  public static final Group NONE = new Group("none", 0, List.of());

  /** Copies the lists. */
  public TrustPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
  }

  /**
   * A log whose checkpoints are accepted.
   *
   * @param key its name is the origin
   * @param url where it is reached; empty if the policy does not say
   */
  public record Log(VerifierKey key, String url) {}

  /** A witness or a group of members. */
  public sealed interface Member {

    /** Its name, which means something in this policy only. */
    String name();

    /** What is missing for it to count, in words; empty if nothing is. */
    String lacks(Set<VerifierKey> cosigners);
  }

  /**
   * A witness. It counts if it has cosigned.
   *
   * @param key what it cosigns with
   * @param url where it is reached; empty if the policy does not say
   */
  public record Witness(String name, VerifierKey key, String url) implements Member {

    @Override
    public String lacks(Set<VerifierKey> cosigners) {
      return cosigners.contains(key) ? "" : "witness " + name;
    }
  }

  /**
   * A group. It counts if enough of its members do.
   *
   * @param needed how many, from 1 to all of them
   * @param members each a member of this group only
   */
  public record Group(String name, int needed, List<Member> members) implements Member {

    /** Copies the list. */
    public Group {
      members = List.copyOf(members);
    }

    @Override
    public String lacks(Set<VerifierKey> cosigners) {
      List<String> lacking =
          members.stream()
              .map(member -> member.lacks(cosigners))
              .filter(l -> !l.isEmpty())
              .toList();
      int met = members.size() - lacking.size();
      return met >= needed
          ? ""
          : "%d more of group %s (%s)".formatted(needed - met, name, String.join(", ", lacking));
    }
  }

  /**
   * Reads a policy.
   *
   * @throws MalformedException if it is not written as the specification says; it names the line
   */
  public static TrustPolicy parse(byte[] bytes) {
    return new PolicyReader().read(bytes);
  }

  /**
   * Looks who has signed a checkpoint of one of the {@link #logs}, and whether the quorum is met.
   *
   * @throws MalformedException if the text is no checkpoint
   * @throws UnprovenException if none of the logs has signed it, or a signature of a known key is
   *     not good
   */
  public PolicyVerdict judge(SignedNote note) {
    String origin = Checkpoint.parse(note.text()).origin();
    List<VerifierKey> keys =
        logs.stream().map(Log::key).filter(key -> key.name().equals(origin)).toList();
    if (keys.isEmpty()) {
      throw new UnprovenException(
          "the policy does not know the log %s; it knows %s"
              .formatted(
                  Text.shown(origin),
                  logs.stream().map(l -> l.key().name()).collect(Collectors.joining(", "))));
    }
    return judge(note, new LogIdentity(origin, keys));
  }

  /**
   * The same for a log that is known from elsewhere, whether it is one of the {@link #logs} or not.
   */
  public PolicyVerdict judge(SignedNote note, LogIdentity log) {
    OpenedCheckpoint opened = log.open(note, witnesses.stream().map(Witness::key).toList());
    List<PolicyVerdict.Cosigner> cosigners = new ArrayList<>();
    for (Witness witness : witnesses) {
      times(witness.key(), opened.signatures())
          .max(Long::compare)
          .ifPresent(time -> cosigners.add(new PolicyVerdict.Cosigner(witness, time)));
    }
    Set<VerifierKey> keys = new HashSet<>();
    cosigners.forEach(cosigner -> keys.add(cosigner.witness().key()));
    return new PolicyVerdict(opened.checkpoint(), cosigners, quorum.lacks(keys));
  }

  private static Stream<Long> times(VerifierKey key, Collection<GoodSignature> signatures) {
    return signatures.stream().filter(s -> s.key().equals(key)).map(GoodSignature::time);
  }
}
