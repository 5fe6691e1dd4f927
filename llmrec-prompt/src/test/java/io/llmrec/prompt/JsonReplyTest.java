package io.llmrec.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReplyTest {

  private static final String NONE = "none";
  private static final int TEN_MILLION = 10_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "  {\"a\":1}\n",
        "Sure! Here it is:\n```json\n{\"a\": 1}\n```\nAnything else?",
        "<think>{\"b\":2} or {\"c\":3}?</think>{\"a\":1}",
        "reasoning the template opened {\"b\":2} </think>\n\n{\"a\":1}",
        "The set {x} gives {\"a\":1}.",
        "{see {\"a\":1}}",
        "[{\"a\":1}]",
        "first {\"a\":2}, no, better {\"a\":1}",
        "{} is empty, so {\"a\":1}",
      })
  void findsTheObject(String reply) {
    assertEquals("{\"a\":1}", object(reply));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"C1\",\"C2\"]",
        "[1] says so: [\"C1\",\"C2\"]. See also [2].",
        "{\"ranking\": [\"C1\", \"C2\"]}",
        "I took [C01] first.\n```\n[\"C1\",\n \"C2\"]\n```",
      })
  void findsTheArray(String reply) {
    assertEquals("[\"C1\",\"C2\"]", array(reply));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON here",
        "{\"a\":1",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":1,}",
        "{a:1}",
        "<think>{\"a\":1}",
        "{\"a\":1} </think>",
        "{\"a\":NaN}",
        "{\"a\":\"line\nbreak\"}",
      })
  void findsNoObject(String reply) {
    assertEquals(NONE, object(reply));
  }

  @Test
  void tooDeepNestingIsNoValue() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    assertEquals(
        "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH),
        array("x" + "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH)));
    assertEquals(NONE, array(deep));
  }

  @Test
  void looksOnlyAtTheFirstCharacters() {
    String padding = " ".repeat(JsonReply.MAX_CHARS - 7);

    assertEquals("{\"a\":1}", object(padding + "{\"a\":1}"));
    assertEquals(NONE, object(padding + " {\"a\":1}"));
  }

  @Test
  void hugeRepliesAreCutCheaply() {
    for (String piece :
        new String[] {"{", "{\"", "[", "{\"a\":", "</think>", "<think>", " ", "x"}) {
      String huge = piece.repeat(TEN_MILLION / piece.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> {
            assertEquals(NONE, object(huge));
            assertEquals(NONE, array(huge));
          },
          piece);
    }
  }

  private static String object(String reply) {
    return JsonReply.object(reply).map(StrictJson::write).orElse(NONE);
  }

  private static String array(String reply) {
    return JsonReply.array(reply).map(StrictJson::write).orElse(NONE);
  }
}
