package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.Escapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds vectors of earlier tables by the key they were made under, so that an unchanged item is not
 * encoded twice, and what a kill left unfinished is not lost.
 *
 * <p>Forgiving where {@link VectorTable#open} is strict: a folder that cannot be read, or whose
 * table is finished and damaged, adds nothing, and the cost is only time. Not safe for use by
 * several threads.
 */
public final class VectorCache {

  private static final Logger LOG = LoggerFactory.getLogger(VectorCache.class);

  private final Map<String, Place> places = new HashMap<>();

  private record Place(MappedRows rows, int row, int dimension) {}

  /**
   * Adds the rows of a table that may be unfinished.
   *
   * @param folder where a {@link VectorTableWriter} wrote; nothing happens when it is not there
   */
  public void add(Path folder) {
    TableFiles files = new TableFiles(folder);
    if (!Files.exists(files.dimension())) {
      return;
    }
    try {
      if (Files.exists(files.meta())) {
        MappedVectorTable.open(folder).close();
      }
      int dimension = Integer.parseInt(Files.readString(files.dimension(), StandardCharsets.UTF_8));
      String text = Files.readString(files.ids(), StandardCharsets.UTF_8);
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      int whole = (int) Math.min(lines.size(), Files.size(files.rows()) / Float.BYTES / dimension);
      MappedRows rows = MappedRows.map(files.rows(), whole, dimension);
      for (int row = 0; row < whole; row++) {
        String key = lines.get(row).substring(lines.get(row).indexOf('\t') + 1);
        places.putIfAbsent(Escapes.unescape(key), new Place(rows, row, dimension));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("earlier vectors in {} cannot be used again: {}", folder, e.toString());
    }
  }

  /** The vector made under a key, or null when there is none or it is damaged. */
  public @Nullable Embedding find(String key) {
    Place place = places.get(key);
    if (place == null) {
      return null;
    }
    float[] values = new float[place.dimension()];
    place.rows().copyTo(place.row(), values, 0);
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.abs(squares - 1) < 1e-3 ? Embedding.of(values) : null;
  }
}
