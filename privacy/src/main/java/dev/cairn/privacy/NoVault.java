package dev.cairn.privacy;

import java.util.List;

/** The vault of those who have none: it knows no key, and of no erasure. */
enum NoVault implements KeyVault {
  /** The only one. */
  INSTANCE;

  @Override
  public SubjectKeys keys(SubjectId subject) {
    return new SubjectKeys.Unknown();
  }

  @Override
  public SubjectKey current(SubjectId subject) {
    throw missing();
  }

  @Override
  public SubjectKey rotate(SubjectId subject) {
    throw missing();
  }

  @Override
  public Tombstone destroy(SubjectId subject, Tombstone tombstone) {
    throw missing();
  }

  @Override
  public List<SubjectId> subjects() {
    return List.of();
  }

  @Override
  public String place() {
    return "no vault (none is configured)";
  }

  private static VaultException missing() {
    return new VaultException("no vault is configured; open one with FileVault.open", null);
  }
}
