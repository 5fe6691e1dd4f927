package io.llmrec.core.enrich;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.file.Escapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was written about items, so that no text is paid for twice.
 *
 * <p>A journal: one line per text with a checksum, appended and forced to disk. A line that a kill
 * left unfinished is cut off when the store is opened; a damaged line before the last is an error,
 * because what was paid for would be lost without a word. A line without a reply is one field
 * shorter: lines from before replies were kept are read. Safe for use by several threads of one
 * process. All texts are held in memory.
 */
public final class EnrichmentStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnrichmentStore.class);
  private static final String REFUSED = "-";
  private static final int FIELDS = 6;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Optional<Enrichment>> byKey = new HashMap<>();

  private EnrichmentStore(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a store, or starts one where the file is not there.
   *
   * @throws UncheckedIOException when the file cannot be read or written, or is damaged
   */
  public static EnrichmentStore open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      EnrichmentStore store = new EnrichmentStore(file, channel);
      try {
        store.load();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not open enrichments in "
              + file
              + ": "
              + Objects.requireNonNullElse(e.getMessage(), e.toString()),
          e);
    }
  }

  private void load() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    int line = 1;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      boolean last = end + 1 >= bytes.length;
      if (end == bytes.length || !accept(text)) {
        if (!last) {
          throw new IOException(
              "line " + line + " is damaged; the texts before and after it are still there");
        }
        LOG.warn("{}: line {} was left unfinished and is cut off", file, line);
        channel.truncate(start);
        break;
      }
      start = end + 1;
      line++;
    }
    channel.position(channel.size());
  }

  private boolean accept(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
      return false;
    }
    String[] fields = line.substring(tab + 1).split("\t", -1);
    if (fields.length == 2 && fields[1].equals(REFUSED)) {
      byKey.put(Escapes.unescape(fields[0]), Optional.empty());
      return true;
    }
    boolean complete = fields.length == FIELDS || fields.length == FIELDS + 1;
    Enrichment enrichment = complete ? parse(fields) : null;
    if (enrichment == null) {
      return false;
    }
    byKey.put(Escapes.unescape(fields[0]), Optional.of(enrichment));
    return true;
  }

  private static @Nullable Enrichment parse(String[] fields) {
    try {
      Provenance provenance =
          new Provenance(
              Escapes.unescape(fields[1]),
              Escapes.unescape(fields[2]),
              Escapes.unescape(fields[3]),
              Instant.parse(fields[4]));
      String reply = fields.length > FIELDS ? Escapes.unescape(fields[FIELDS]) : "";
      return new Enrichment(Escapes.unescape(fields[5]), provenance, reply);
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  /**
   * What is kept under a key: null when nothing is, empty when the writer gave no acceptable text.
   */
  @SuppressWarnings("OptionalOfNullableMisuse")
  public synchronized @Nullable Optional<Enrichment> find(String key) {
    return byKey.get(key);
  }

  /**
   * Keeps texts under their keys, forced to disk on return.
   *
   * @param texts by key; empty where the writer gave no acceptable text, which is kept too
   */
  public synchronized void put(Map<String, Optional<Enrichment>> texts) {
    StringBuilder lines = new StringBuilder();
    texts.forEach((key, text) -> lines.append(line(key, text)));
    append(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
    byKey.putAll(texts);
  }

  /** Leaves no half line where the disk is full: later ones would be lost behind it. */
  private void append(ByteBuffer bytes) {
    try {
      long before = channel.size();
      try {
        DurableFiles.writeFully(channel, bytes);
        channel.force(false);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not append to " + file + ": " + e.getMessage(), e);
    }
  }

  private static String line(String key, Optional<Enrichment> text) {
    String body = Escapes.escape(key) + "\t" + text.map(EnrichmentStore::fields).orElse(REFUSED);
    return checksum(body) + "\t" + body + "\n";
  }

  private static String fields(Enrichment enrichment) {
    Provenance from = enrichment.provenance();
    String fields =
        String.join(
            "\t",
            List.of(
                Escapes.escape(from.model()),
                Escapes.escape(from.promptHash()),
                Escapes.escape(from.inputHash()),
                from.asOf().toString(),
                Escapes.escape(enrichment.text())));
    return enrichment.reply().isEmpty()
        ? fields
        : fields + "\t" + Escapes.escape(enrichment.reply());
  }

  private static String checksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  /** The number of keys. */
  public synchronized int size() {
    return byKey.size();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file + ": " + e.getMessage(), e);
    }
  }
}
