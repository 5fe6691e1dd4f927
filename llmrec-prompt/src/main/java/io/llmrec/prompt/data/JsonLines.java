package io.llmrec.prompt.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.data.BadFieldException;
import io.llmrec.core.data.Fields;
import io.llmrec.core.data.Lines;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RecordSource;
import io.llmrec.core.data.RowLimits;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line. A column of a mapping is the name of a field, or, where it begins with
 * a slash, a JSON pointer into nested objects: {@code /product/name}.
 *
 * <p>A field that is missing or null is like a blank one. Separators in mappings are for texts;
 * JSON lists need none.
 */
public final class JsonLines {

  private JsonLines() {}

  /**
   * The rows of a file.
   *
   * @param file plain or compressed by gzip
   * @param mapping which fields mean what: {@link io.llmrec.core.data.InteractionColumns}, {@link
   *     io.llmrec.core.data.ItemColumns} or the host's own
   * @param options how it is read
   */
  public static <T> Rows<T> rows(Path file, RowMapping<T> mapping, ReadOptions options) {
    return Rows.of(file, Source::new, mapping, options);
  }

  /** Parses line after line. */
  private record Source(Lines lines, RowLimits limits) implements RecordSource {

    @Override
    public Optional<List<String>> columns() {
      return Optional.empty();
    }

    @Override
    public @Nullable Fields next() throws IOException {
      String line = lines.next();
      while (line != null && line.isBlank()) {
        line = lines.next();
      }
      return line == null ? null : parsed(line);
    }

    private Fields parsed(String line) throws IOException {
      JsonNode node;
      try {
        node = StrictJson.read(line);
      } catch (JsonProcessingException e) {
        throw BadFieldException.row("is not JSON: " + e.getOriginalMessage());
      }
      if (!node.isObject()) {
        throw BadFieldException.row("must be a JSON object, is " + node.getNodeType());
      }
      if (node.size() > limits.fields()) {
        throw BadFieldException.row("has more than %d fields".formatted(limits.fields()));
      }
      return new JsonFields(node);
    }

    @Override
    public long line() {
      return lines.number();
    }

    @Override
    public String excerpt() {
      return lines.current();
    }
  }
}
