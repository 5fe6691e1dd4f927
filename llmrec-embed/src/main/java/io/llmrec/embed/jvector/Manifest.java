package io.llmrec.embed.jvector;

import io.llmrec.core.fingerprint.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an index's folder holds, written last: where it is missing, building was not finished.
 *
 * @param identity of the settings and the vectors the index was built of
 * @param rows of the table
 * @param nodes of the graph
 * @param dimension of the vectors
 * @param sums by file name its size and checksum
 */
record Manifest(String identity, int rows, int nodes, int dimension, Map<String, String> sums) {

  private static final String FORMAT = "llmrec-jvector-1";

  Manifest {
    sums = Map.copyOf(sums);
  }

  /** Lines of a key and a value, the last of which is a hash over the others. */
  String toText() {
    String body = body();
    return body + "hash=" + Fingerprint.of(body) + "\n";
  }

  private String body() {
    StringBuilder text = new StringBuilder();
    text.append("format=").append(FORMAT).append('\n');
    text.append("identity=").append(identity).append('\n');
    text.append("rows=").append(rows).append('\n');
    text.append("nodes=").append(nodes).append('\n');
    text.append("dimension=").append(dimension).append('\n');
    new TreeMap<>(sums)
        .forEach((file, sum) -> text.append(file).append('=').append(sum).append('\n'));
    return text.toString();
  }

  /** The manifest that gives exactly this text, or null when none does: the text is damaged. */
  static @Nullable Manifest parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      fields.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
    }
    Manifest manifest = of(fields);
    return manifest != null && manifest.toText().equals(text) ? manifest : null;
  }

  private static @Nullable Manifest of(Map<String, String> fields) {
    try {
      Map<String, String> sums = new LinkedHashMap<>(fields);
      sums.remove("format");
      sums.remove("hash");
      return new Manifest(
          String.valueOf(sums.remove("identity")),
          Integer.parseInt(String.valueOf(sums.remove("rows"))),
          Integer.parseInt(String.valueOf(sums.remove("nodes"))),
          Integer.parseInt(String.valueOf(sums.remove("dimension"))),
          sums);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
