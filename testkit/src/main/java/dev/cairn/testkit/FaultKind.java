package dev.cairn.testkit;

/** What a simulated disk may do to a program. */
public enum FaultKind {
  /** A power cut took a sector that was written and not synced. */
  LOST_SECTOR,
  /** A power cut took a sector and left one that was written behind it: writes were reordered. */
  REORDERED_SECTORS,
  /** A power cut left the beginning of a write within a sector, and the end of what was before. */
  TORN_SECTOR,
  /** A power cut left a file of a size between that before a write and that after it. */
  TORN_SIZE,
  /** A power cut took a name that was created, or brought back one that was deleted. */
  LOST_NAME,
  /** A power cut took a rename. */
  LOST_RENAME,
  /** A write ended early with an error. */
  SHORT_WRITE,
  /** EIO: a call failed with an input/output error. */
  IO_ERROR,
  /** ENOSPC: there was no space. */
  NO_SPACE,
  /** EMFILE: no more files could be opened. */
  TOO_MANY_FILES,
  /** A sync failed, and the page keeps what was written although the disk may not. */
  SYNC_FAILED_PAGE_KEPT,
  /** A sync failed, and the page was dropped: it is read again from what reached the disk. */
  SYNC_FAILED_PAGE_DROPPED,
  /** A sync failed, and the page is as it was before the write. */
  SYNC_FAILED_PAGE_REVERTED
}
