package io.llmrec.prompt.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FidelityTest {

  /** A line of the table. */
  record Row(String item, String told, String invented) {}

  static List<Row> table() throws IOException {
    try (InputStream in = FidelityTest.class.getResourceAsStream("fidelity.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split(" \\| "))
          .map(cells -> new Row(cells[0], cells[1], cells[2]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void findsTheFirstInventedWord(Row row) {
    String invented = new Fidelity(List.of(row.item())).firstInvented(row.told());

    assertEquals(row.invented(), invented == null ? "ok" : invented);
  }

  @Test
  void numbersAndUnitsOfDifferentFieldsAreNotJoined() {
    Fidelity fidelity = new Fidelity(List.of("cup 250", "ml"));

    assertEquals("250ml", fidelity.firstInvented("cup 250 ml"));
  }

  @Test
  void proseIsFreeWhereOnlyNumbersAreChecked() {
    Fidelity fidelity = new Fidelity(List.of("Toy Story (1995)"));

    assertNull(fidelity.firstInventedNumber("A film from 1995 for the whole family."));
    assertEquals("1996", fidelity.firstInventedNumber("A film from 1996."));
    assertEquals("4k", fidelity.firstInventedNumber("A film in 4K."));
  }
}
