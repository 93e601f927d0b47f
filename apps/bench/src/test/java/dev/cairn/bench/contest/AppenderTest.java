package dev.cairn.bench.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who append do what they are measured for: the same bytes, and versions are checked. */
class AppenderTest {

  private static final int BATCH = 3;

  @TempDir private Path folder;

  @Test
  void theLimitWritesAsManyBytesAsTheLog() throws Exception {
    Path file = folder.resolve("raw");
    int bytes = LogAppender.appendBytes(folder.resolve("log"), BATCH);
    try (RawFile raw = RawFile.growing(file, BATCH, bytes)) {
      raw.append(5_000, 0);
    }

    assertEquals(Files.size(folder.resolve("log/events.log")), Files.size(file));
  }

  @Test
  void preparedSpaceIsUsedAgainFromItsBeginning() throws Exception {
    Path file = folder.resolve("raw");
    try (RawFile raw = RawFile.prepared(file, 1, 8 << 20)) {
      long before = Files.size(file);
      for (int i = 0; i < 6; i++) {
        raw.append(i, 0);
      }

      assertEquals(before, Files.size(file));
    }
  }

  @Test
  void sqliteRefusesAnotherVersionThanExpected() throws Exception {
    try (Peer peer = Peer.sqlite(folder);
        Appender appender = peer.appender(1, BATCH)) {
      appender.append(7, 0);
      appender.append(7, BATCH);

      assertThrows(SQLException.class, () -> appender.append(7, 1));
    }
  }

  @Test
  void aFilledPeerReadsWhatACorpusHolds() throws IOException, SQLException {
    try (Peer peer = Peer.sqlite(folder)) {
      peer.fill(200_000, 500);
      try (SqlReads reads = new SqlReads(peer.reader())) {
        assertEquals(Corpus.STREAM_EVENTS, reads.stream(Workload.name(19_999)));
        assertEquals(0, reads.stream(Workload.name(20_000)));
        assertEquals(500, reads.stream("ledger-0"));
        assertEquals(200_500, reads.scan(Long.MAX_VALUE));
      }
    }
  }
}
