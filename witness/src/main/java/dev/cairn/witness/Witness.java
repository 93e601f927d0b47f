package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.NoteSignature;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.WitnessDecision;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A witness: it cosigns a checkpoint of a log that it knows if that extends the one which it has
 * cosigned last. A cosignature is given out only after {@link WitnessState} holds the checkpoint.
 *
 * <p>For use by several threads at once.
 */
public final class Witness {

  /** How often a request is decided again when another one was quicker. */
  static final int MOST_TRIES = 8;

  private final List<SignerKey> keys;
  private final Map<String, LogIdentity> logs = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final WitnessState state;
  private final Clock clock;

  /**
   * A witness of these logs.
   *
   * @param keys it signs with all of them; at least one, all of them cosigners'
   * @param logs no two with the same origin
   * @throws IllegalArgumentException if keys or logs are not so
   */
  public Witness(
      List<SignerKey> keys, Collection<LogIdentity> logs, WitnessState state, Clock clock) {
    this.keys = List.copyOf(keys);
    this.state = state;
    this.clock = clock;
    if (keys.isEmpty() || !keys.stream().allMatch(k -> k.verifier().type().isCosignature())) {
      throw new IllegalArgumentException("a witness needs keys of cosigners, not " + keys);
    }
    for (LogIdentity log : logs) {
      if (this.logs.put(log.origin(), log) != null) {
        throw new IllegalArgumentException("two logs have the origin " + log.origin());
      }
      origins.put(hash(log.origin()), log.origin());
    }
  }

  /**
   * Answers {@code add-checkpoint}.
   *
   * @param body as it came
   * @throws IOException if what is held cannot be known, or the next checkpoint could not be made
   *     durable; then nothing is given out
   */
  public WitnessAnswer add(byte[] body) throws IOException {
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(body);
    } catch (MalformedException e) {
      return refused(e);
    }
    LogIdentity log = logs.get(request.origin());
    return log == null
        ? WitnessAnswer.of(new WitnessDecision.UnknownOrigin(request.origin()))
        : add(request, log);
  }

  private WitnessAnswer add(AddCheckpoint request, LogIdentity log) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      TreeHead held = head(state.held(log.origin()));
      WitnessDecision decision = request.decide(log, held);
      if (!(decision instanceof WitnessDecision.Cosign)) {
        return WitnessAnswer.of(decision);
      }
      List<NoteSignature> cosignatures;
      try {
        cosignatures = cosignatures(request.checkpoint().text());
      } catch (MalformedException e) {
        return refused(e);
      }
      SignedNote next = logSignatures(request.checkpoint(), log).with(cosignatures);
      if (state.advance(log.origin(), held, next)) {
        return WitnessAnswer.text(decision.status(), lines(cosignatures));
      }
    }
    return WitnessAnswer.text(503, "too many requests for this log at once; try again\n");
  }

  private static WitnessAnswer refused(MalformedException e) {
    return WitnessAnswer.of(new WitnessDecision.Malformed(String.valueOf(e.getMessage())));
  }

  private static TreeHead head(Optional<SignedNote> held) {
    return held.map(note -> Checkpoint.parse(note.text()).head()).orElse(TreeHead.EMPTY);
  }

  /** What others have signed is not passed on: nobody here has verified it. */
  private static SignedNote logSignatures(SignedNote note, LogIdentity log) {
    return new SignedNote(
        note.text(),
        note.signatures().stream()
            .filter(signature -> log.keys().stream().anyMatch(signature::isOf))
            .toList());
  }

  private List<NoteSignature> cosignatures(String text) {
    long time = clock.instant().getEpochSecond();
    SignedNote note = SignedNote.unsigned(text);
    for (SignerKey key : keys) {
      note = note.signedBy(key, time);
    }
    return note.signatures();
  }

  private static String lines(List<NoteSignature> signatures) {
    return signatures.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /**
   * The checkpoint that was cosigned last, by the hash of its origin as the protocol has it:
   * SHA-256 in small hexadecimal digits. Empty if the log is not known or never had one cosigned.
   *
   * @throws IOException if what is held cannot be known
   */
  public Optional<SignedNote> latest(String originHash) throws IOException {
    String origin = origins.get(originHash);
    return origin == null ? Optional.empty() : state.held(origin);
  }

  private static String hash(String origin) {
    return HeldFile.sha256(origin.getBytes(UTF_8));
  }
}
