package io.llmrec.prompt.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a cassette line by line, within bounds. Used by one thread. */
final class CassetteReader {

  static final int VERSION = 1;
  private static final String HEADER_START = "{\"cassette\":" + VERSION;
  static final int MAX_LINE_BYTES = 8 * 1024 * 1024;
  private static final long MAX_FILE_BYTES = 512L * 1024 * 1024;

  /**
   * What a cassette holds.
   *
   * @param note the header's note
   * @param entries by hash in the order of the file; of several with one hash the last
   * @param wholeBytes how many bytes belong to whole lines; 0 when there is no whole header
   * @param ended whether the last whole line ends in a line end
   * @param torn whether there is more than whole lines: an unfinished last one
   */
  record Contents(
      String note,
      Map<String, CassetteEntry> entries,
      long wholeBytes,
      boolean ended,
      boolean torn) {}

  private final InputStream in;
  private final Map<String, CassetteEntry> entries = new LinkedHashMap<>();
  private @Nullable String note;
  private long read;
  private boolean ended = true;

  private CassetteReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all of a stream; the caller closes it.
   *
   * @param name the file's name; one that ends in {@code .gz} is unpacked
   * @throws IOException when it cannot be read or is no cassette; the message names the line
   */
  static Contents read(InputStream in, String name) throws IOException {
    InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
    return new CassetteReader(new BufferedInputStream(plain, 1 << 16)).read();
  }

  private Contents read() throws IOException {
    long whole = 0;
    for (int number = 1; ; number++) {
      byte[] line = nextLine(number);
      if (line == null) {
        return contents(whole, false);
      }
      try {
        accept(line, number);
      } catch (IllegalArgumentException | CharacterCodingException e) {
        if (!ended && (number > 1 || isTornHeader(line))) {
          return contents(whole, true);
        }
        throw new IOException("line " + number + " is no entry: " + e.getMessage(), e);
      }
      whole = read;
    }
  }

  private Contents contents(long whole, boolean torn) {
    return new Contents(note == null ? "" : note, entries, whole, ended || torn, torn);
  }

  private void accept(byte[] bytes, int number) throws CharacterCodingException {
    String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    if (number == 1) {
      JsonNode header = CassetteEntry.json(line);
      if (header.path("cassette").asInt() != VERSION) {
        throw new IllegalArgumentException(
            "a cassette begins with {\"cassette\":" + VERSION + ",\"note\":\"...\"}");
      }
      note = header.path("note").asText("");
    } else if (!line.isBlank()) {
      CassetteEntry entry = CassetteEntry.parse(line);
      entries.put(entry.hash(), entry);
    }
  }

  /** Whether a first line may be the start of a header, and not of a file that is no cassette. */
  private static boolean isTornHeader(byte[] line) {
    String start = new String(line, StandardCharsets.UTF_8);
    return start.startsWith(HEADER_START) || HEADER_START.startsWith(start);
  }

  /** The bytes up to the next line end, or null at the end of the stream. */
  private byte @Nullable [] nextLine(int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
      read++;
      if (line.size() > MAX_LINE_BYTES || read > MAX_FILE_BYTES) {
        throw new IOException(
            "line %d goes beyond the limit of %d bytes a line and %d a file"
                .formatted(number, MAX_LINE_BYTES, MAX_FILE_BYTES));
      }
    }
    ended = c == '\n';
    read += ended ? 1 : 0;
    return line.toByteArray();
  }
}
