package dev.cairn.cli;

import dev.cairn.proofs.ProofPage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the page that checks proofs. */
@Command(
    name = "proof-page",
    description =
        "Print a web page that checks proof files in the browser, without the "
            + "network: ledger proof-page > proof.html. It works from a local file and from "
            + "any server.")
final class ProofPageCommand implements Callable<Integer> {

  private final Ledger ledger;

  ProofPageCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    ledger.out().text(ProofPage.make().html());
    return Exit.OK;
  }
}
