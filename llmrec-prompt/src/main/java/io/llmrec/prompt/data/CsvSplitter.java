package io.llmrec.prompt.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.llmrec.core.data.BadFieldException;
import io.llmrec.core.data.RowLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts one record into its fields. Safe for use by several threads. */
final class CsvSplitter {

  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(RowLimits.MOST_BYTES).build())
          .build();

  private final CsvSchema schema;

  CsvSplitter(char separator) {
    schema = CsvSchema.emptySchema().withColumnSeparator(separator);
  }

  char separator() {
    return schema.getColumnSeparator();
  }

  List<String> split(String record, int most) throws IOException {
    try (CsvParser parser = FACTORY.createParser(record)) {
      parser.setSchema(schema);
      List<String> fields = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        if (fields.size() == most) {
          throw BadFieldException.row("has more than %d fields".formatted(most));
        }
        fields.add(parser.getText());
      }
      if (parser.nextToken() != null) {
        throw BadFieldException.row("has a line end outside of quotes");
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw BadFieldException.row("its quotes are wrong: " + e.getOriginalMessage());
    }
  }
}
