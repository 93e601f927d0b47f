package dev.cairn.cli;

/** Starts the {@code ledger} command in a process of its own. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    System.exit(Ledger.run(Arguments.exact(args), console, new DiskAccess()));
  }
}
