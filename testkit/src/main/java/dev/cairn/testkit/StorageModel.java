package dev.cairn.testkit;

/**
 * What a file holds after a sync of it failed. The error is reported once: a second sync succeeds
 * and proves nothing. The models are those that Rebello et al., "Can Applications Recover from
 * fsync Failures?" (USENIX ATC 2020), saw file systems behave by.
 */
public enum StorageModel {
  /**
   * Reads show what was written, and the system takes it for durable: no later sync writes it, only
   * writing it once more does. After a power cut any part of it may be gone.
   */
  PAGE_KEPT(FaultKind.SYNC_FAILED_PAGE_KEPT),
  /** What reached the disk before the failure, any part of it, is what reads show from now on. */
  PAGE_DROPPED(FaultKind.SYNC_FAILED_PAGE_DROPPED),
  /** The file is what it was after the last sync that succeeded. */
  PAGE_REVERTED(FaultKind.SYNC_FAILED_PAGE_REVERTED);

  private final FaultKind kind;

  StorageModel(FaultKind kind) {
    this.kind = kind;
  }

  /** What such a failure counts as. */
  public FaultKind kind() {
    return kind;
  }
}
