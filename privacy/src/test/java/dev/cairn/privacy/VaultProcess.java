package dev.cairn.privacy;

import java.nio.file.Path;
import java.util.HexFormat;

/** A program that asks a vault for the keys of subjects and prints them. */
final class VaultProcess {

  static final int SUBJECTS = 30;

  private VaultProcess() {}

  public static void main(String[] arguments) {
    FileVault vault = FileVault.open(Path.of(arguments[0]));
    for (int i = 0; i < SUBJECTS; i++) {
      SubjectKey key = vault.current(SubjectId.of("s" + i));
      System.out.println(HexFormat.of().formatHex(key.secret().getEncoded()));
    }
  }
}
