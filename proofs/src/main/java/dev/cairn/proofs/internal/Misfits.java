package dev.cairn.proofs.internal;

import dev.cairn.proofs.PositionRange;
import dev.cairn.proofs.Tampering;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What signed heads that the log does not have mean. Where another signed head, as large or larger,
 * proves the log as it is, the key has signed two histories; else an event was changed.
 *
 * @param judge has come to the end
 */
record Misfits(Judge judge) {

  List<Tampering> tamperings() {
    List<Tampering> found = new ArrayList<>();
    long fits = judge.heads().largestFitting().map(SignedHead::size).orElse(-1L);
    boolean changed = false;
    for (SignedHeads.Misfit misfit : judge.heads().misfits()) {
      SignedHead signed = misfit.signed();
      if (!judge.heads().isSigned(signed)) {
        found.add(
            new Tampering.RefusedFile(
                signed.place(),
                String.format(
                    Locale.ROOT,
                    "this checkpoint of %,d events is not of this log, and no key that you know has signed it",
                    signed.size())));
      } else if (signed.size() <= Math.max(fits, judge.authority())) {
        found.add(
            signed.kind() == SignedHead.Kind.PINNED
                ? new Tampering.PinNotExtended(signed.head(), misfit.actual())
                : new Tampering.Fork(signed.head(), misfit.actual(), signed.place()));
      } else if (!changed) {
        changed = true;
        found.add(
            new Tampering.ChangedEvents(
                new PositionRange(Math.max(fits, 0) + 1, signed.size()),
                signed.head(),
                misfit.actual()));
      }
    }
    return found;
  }
}
