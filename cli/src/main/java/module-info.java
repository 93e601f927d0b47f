/** The {@code ledger} command. */
module dev.cairn.cli {
  requires dev.cairn.core;
  requires dev.cairn.flow;
  requires dev.cairn.log;
  requires dev.cairn.merkle;
  requires dev.cairn.model;
  requires dev.cairn.privacy;
  requires dev.cairn.proofs;
  requires dev.cairn.witness;
  requires java.net.http;
  requires info.picocli;
  requires static org.jspecify;

  opens dev.cairn.cli to
      info.picocli;

  uses dev.cairn.model.Domain;

  provides System.LoggerFinder with
      dev.cairn.cli.Warnings;
}
