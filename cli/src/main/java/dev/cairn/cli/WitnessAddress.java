package dev.cairn.cli;

import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.merkle.VerifierKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a witness is reached, and what it cosigns with.
 *
 * @param url the submission prefix
 * @param keys all that are known of the witness there
 */
record WitnessAddress(URI url, List<VerifierKey> keys) {

  /** A key as it is written has no {@code =http} in it. */
  private static final Pattern OPTION = Pattern.compile("(.+?)=(https?://.+)");

  WitnessAddress {
    keys = List.copyOf(keys);
  }

  /** Reads the value of {@code --witness}: {@code VKEY=URL}. */
  static TrustPolicy.Witness named(String option) {
    Matcher parts = OPTION.matcher(option);
    if (!parts.matches()) {
      throw CommandException.usage(
          "--witness is VKEY=URL, the key of a witness and where it is reached, not '%s'"
              .formatted(option));
    }
    try {
      VerifierKey key = VerifierKey.parse(parts.group(1));
      if (key.type().isCosignature()) {
        return new TrustPolicy.Witness(key.name(), key, parts.group(2));
      }
      throw CommandException.usage("--witness: this is a key of a log, no witness cosigns with it");
    } catch (MalformedException e) {
      throw CommandException.usage("--witness: " + e.getMessage());
    }
  }

  /** Those of the witnesses that have an address; keys at the same one are one witness's. */
  static List<WitnessAddress> of(List<TrustPolicy.Witness> witnesses) {
    Map<URI, List<VerifierKey>> keys = new LinkedHashMap<>();
    for (TrustPolicy.Witness witness : witnesses) {
      if (!witness.url().isEmpty()) {
        keys.computeIfAbsent(url(witness), _ -> new ArrayList<>()).add(witness.key());
      }
    }
    return keys.entrySet().stream()
        .map(one -> new WitnessAddress(one.getKey(), one.getValue()))
        .toList();
  }

  private static URI url(TrustPolicy.Witness witness) {
    try {
      URI url = new URI(witness.url());
      if (url.getHost() != null
          && ("http".equalsIgnoreCase(url.getScheme())
              || "https".equalsIgnoreCase(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, as what is no address of a server.
    }
    throw CommandException.usage(
        "the address of the witness %s is none of http or https: '%s'"
            .formatted(witness.name(), witness.url()));
  }
}
