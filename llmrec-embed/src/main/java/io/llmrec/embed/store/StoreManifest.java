package io.llmrec.embed.store;

import io.llmrec.core.file.Escapes;
import io.llmrec.core.fingerprint.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store's folder holds. Segments that were finished are listed with size and checksum; the
 * active one grows after the manifest was written.
 *
 * @param encoder the fingerprint of the encoder that made the vectors
 * @param dimension of the vectors
 * @param precision of the vectors
 * @param finished finished segments, oldest first
 * @param active number of the segment that is being appended to
 */
record StoreManifest(
    String encoder, int dimension, VectorPrecision precision, List<Sealed> finished, int active) {

  private static final String FORMAT = "llmrec-vectors-1";

  StoreManifest {
    finished = List.copyOf(finished);
  }

  /** A finished segment. */
  record Sealed(int number, long bytes, String crc) {

    @Override
    public String toString() {
      return number + " " + bytes + " " + crc;
    }

    static Sealed parse(String text) {
      String[] fields = text.split(" ", -1);
      return new Sealed(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), fields[2]);
    }
  }

  StoreManifest with(List<Sealed> segments, int next) {
    return new StoreManifest(encoder, dimension, precision, segments, next);
  }

  /** Lines of a key and a value, the last of which is a hash over the others. */
  String toText() {
    StringBuilder text = new StringBuilder("format=" + FORMAT + "\n");
    text.append("encoder=").append(Escapes.escape(encoder)).append('\n');
    text.append("dimension=").append(dimension).append('\n');
    text.append("precision=").append(precision).append('\n');
    text.append("active=").append(active).append('\n');
    finished.forEach(segment -> text.append("segment=").append(segment).append('\n'));
    return text + "hash=" + Fingerprint.of(text.toString()) + "\n";
  }

  /** The manifest that gives exactly this text, or null when none does: the text is damaged. */
  static @Nullable StoreManifest parse(String text) {
    Map<String, String> fields = new HashMap<>();
    List<String> segments = new ArrayList<>();
    for (String line : text.split("\n")) {
      int equals = Math.max(0, line.indexOf('='));
      String value = line.substring(Math.min(line.length(), equals + 1));
      if (line.startsWith("segment=")) {
        segments.add(value);
      } else {
        fields.put(line.substring(0, equals), value);
      }
    }
    try {
      StoreManifest manifest =
          new StoreManifest(
              Escapes.unescape(fields.getOrDefault("encoder", "")),
              Integer.parseInt(fields.getOrDefault("dimension", "")),
              VectorPrecision.valueOf(fields.getOrDefault("precision", "")),
              segments.stream().map(Sealed::parse).toList(),
              Integer.parseInt(fields.getOrDefault("active", "")));
      return manifest.toText().equals(text) ? manifest : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }
}
