package dev.cairn.witness;

import java.io.IOException;

/** A file of a witness is not what was written. Nothing of it is to be believed. */
final class DamagedException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedException(String reason) {
    super(reason);
  }
}
