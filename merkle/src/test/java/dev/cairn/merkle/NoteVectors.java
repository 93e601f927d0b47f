package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values that others have published, for tests. */
final class NoteVectors {

  /** golang/mod, sumdb/note/note_test.go: a key pair that is published for tests. */
  static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  static final String PETER_SECRET =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  static final String PETER_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  static final String PETER_LINE =
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  /** The same place, another key over the same text. */
  static final String ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

  static final String ENOCH_LINE =
      "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

  /** C2SP/C2SP, signed-note.md. */
  static final String FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  static final String FOO_NOTE =
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  /** transparency-dev/tessera, testdata/build_log.sh: the key of a whole log. */
  static final String TESSERA =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

  /**
   * FiloSottile/torchwood, cmd/litewitness/testdata/sumdb.txt: the origin is not the key's name.
   */
  static final String SUMDB =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

  static final String SUMDB_NOTE =
      """
      go.sum database tree
      35225469
      vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=

      — sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=
      """;

  private NoteVectors() {}

  /** Two keys that have the same name and id. Any bytes are a key of ML-DSA-44. */
  static List<VerifierKey> keysOfOneId() {
    MessageDigest sha256 = TreeHasher.sha256();
    Map<Integer, Integer> seen = new HashMap<>();
    for (int i = 0; ; i++) {
      sha256.update(bytes("example.com/x\n\u0006"));
      int id = ByteBuffer.wrap(sha256.digest(anyKey(i))).getInt();
      Integer other = seen.put(id, i);
      if (other != null) {
        return List.of(key(anyKey(i)), key(anyKey(other)));
      }
    }
  }

  private static byte[] anyKey(int number) {
    return ByteBuffer.allocate(Algorithm.ML_DSA_44.keyBytes()).putInt(number).array();
  }

  private static VerifierKey key(byte[] bytes) {
    return VerifierKey.of("example.com/x", KeyType.ML_DSA_44_COSIGNATURE, bytes);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static SignedNote note(String text) {
    return SignedNote.parse(bytes(text));
  }

  /** transparency-dev/tessera, testdata/log: the checkpoint of a size from 0 to 15. */
  static String tessera(int size) {
    return file("tessera/checkpoint." + size);
  }

  /** A file of {@code src/test/resources/vectors}. */
  static String file(String name) {
    try (InputStream in = NoteVectors.class.getResourceAsStream("/vectors/" + name)) {
      return new String(requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
