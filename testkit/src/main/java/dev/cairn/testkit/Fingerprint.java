package dev.cairn.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes of 64 bits by which states are told apart. Not for adversaries. */
final class Fingerprint {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Fingerprint() {}

  static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  /** The hash of bytes, a multiple of eight of them, behind that of what stood before. */
  static long of(byte[] bytes, long before) {
    long hash = before;
    for (int i = 0; i < bytes.length; i += Long.BYTES) {
      hash = mix(hash, (long) LONGS.get(bytes, i));
    }
    return hash;
  }
}
