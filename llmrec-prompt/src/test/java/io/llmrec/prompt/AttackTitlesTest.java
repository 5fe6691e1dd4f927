package io.llmrec.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.llmrec.core.testing.AttackTitles;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack of the corpus becomes plain data. */
class AttackTitlesTest {

  private static final int MAX_CHARS = 200;
  private static final Pattern CONTROL_TOKEN =
      Pattern.compile("[<>]|\\[/?(INST|SYSTEM_PROMPT|gMASK)\\]|```|~~~|###|\"\"\"");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]");

  static List<AttackTitles.Attack> attacks() {
    return AttackTitles.all();
  }

  @Test
  void corpusHasAtLeastSixtyTitlesInBothLanguages() {
    List<AttackTitles.Attack> all = attacks();

    assertTrue(all.size() >= 60, "were " + all.size());
    assertTrue(all.stream().filter(a -> a.language().equals("zh")).count() >= 25);
    assertEquals(all.size(), all.stream().map(AttackTitles.Attack::title).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attackBecomesData(AttackTitles.Attack attack) throws JsonProcessingException {
    String json = UntrustedText.json(attack.title(), MAX_CHARS);
    String title = StrictJson.read(json).textValue();

    assertEquals(UntrustedText.clean(attack.title(), MAX_CHARS), title);
    assertFalse(CONTROL_TOKEN.matcher(title).find(), title);
    assertFalse(INVISIBLE.matcher(title).find(), title);
    assertFalse(json.contains("\n"));
    assertTrue(title.codePointCount(0, title.length()) <= MAX_CHARS);
  }
}
