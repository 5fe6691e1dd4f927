package io.llmrec.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "[1] garbage",
        "[1][2]",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1",
        "// x\n1",
        "NaN",
        "01",
      })
  void refusesWhatIsNotExactlyOneValue(String text) {
    assertThrows(JsonProcessingException.class, () -> StrictJson.read(text));
  }

  @Test
  void refusesDeepNestingAndLongNumbers() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    assertThrows(JsonProcessingException.class, () -> StrictJson.read(deep));
    assertThrows(JsonProcessingException.class, () -> StrictJson.read("1".repeat(1000)));
  }

  @Test
  void writesWhatItReads() throws JsonProcessingException {
    String text = "{\"title\":\"茶 \\\"x\\\"\",\"n\":[1,2.5,null]}";

    assertEquals(text, StrictJson.write(StrictJson.read(text)));
  }

  @Test
  void quotesAText() {
    assertEquals("\"a\\\"b\\\\c\\n茶\"", StrictJson.quote("a\"b\\c\n茶"));
  }
}
