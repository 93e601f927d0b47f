package dev.cairn.cli;

import java.util.Arrays;

/** A program that runs one command as often as it is told, and ends with its first failure. */
final class RepeatingProcess {

  private RepeatingProcess() {}

  public static void main(String[] args) {
    int exit = Exit.OK;
    for (int times = Integer.parseInt(args[0]); times > 0 && exit == Exit.OK; times--) {
      String[] command = Arrays.copyOfRange(args, 1, args.length);
      exit = Ledger.run(command, Console.ofProcess(), new DiskAccess());
    }
    System.exit(exit);
  }
}
