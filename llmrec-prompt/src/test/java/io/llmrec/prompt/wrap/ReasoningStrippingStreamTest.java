package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.testing.StreamingLanguageModelContract;
import io.llmrec.prompt.Reasoning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningStrippingStreamTest implements StreamingLanguageModelContract {

  private final List<String> pieces = new ArrayList<>();

  @Override
  public StreamingLanguageModel streamingModel() {
    return ReasoningStrippingStream.around(inPieces("<think>hm</think>one two three", 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>hm</think>yes",
        "  <think>\nhm\n</think>\n\nyes ",
        "<thinking>hm</thinking>yes",
        "<reasoning>a < b </thin></reasoning> yes",
        "<think>a</think><think>b</think>yes",
        "<think>a</think> \n <reasoning>b</reasoning> \n yes",
        "<think>a</think>",
        "<think>a",
        "<think>",
        "yes",
        "",
        "  \n yes",
        " ",
        "<",
        "<thi",
        "a < b and <b>bold</b>",
        "<b>bold</b>",
        "I <think> so",
        "<thinks>no mark",
      })
  void whateverThePiecesTheAnswerIsThatOfTheWhole(String text) {
    for (int size = 1; size <= text.length() + 1; size++) {
      pieces.clear();

      Reply reply = read(ReasoningStrippingStream.around(inPieces(text, size)));

      assertEquals(Reasoning.strip(text), reply.text(), "in pieces of " + size);
      assertEquals(reply.text(), String.join("", pieces));
      assertEquals(
          Reasoning.isUnfinished(text) ? Reply.Finish.LENGTH : Reply.Finish.STOP, reply.finish());
    }
  }

  @Test
  void answerIsPassedOnAsItComes() {
    read(ReasoningStrippingStream.around(inPieces("<think>hm</think>one two three", 5)));

    assertEquals(List.of("one", " two ", "three"), nonEmpty());
  }

  @Test
  void swallowedOpeningMarkIsKnownInAdvance() {
    for (int size = 1; size < 20; size++) {
      pieces.clear();

      assertEquals("yes", read(thinking("hm, a < b</think>\n yes", size)).text());
      assertEquals("yes", String.join("", pieces));
      assertEquals("yes", read(thinking("<think>hm</think>yes", size)).text());
    }
    assertEquals("", read(thinking("never an answer", 3)).text());
    assertEquals(Reply.Finish.LENGTH, read(thinking("never an answer", 3)).finish());
  }

  @Test
  void readerThatHasEnoughIsObeyedAtOnce() {
    Reply reply =
        ReasoningStrippingStream.around(inPieces("<think>hm</think>one two", 1)).stream(
            Models.HELLO, piece -> false);

    assertEquals("o", reply.text());
    assertEquals(Reply.Finish.CANCELLED, reply.finish());
    assertEquals(7, reply.usage().inputTokens());
  }

  private List<String> nonEmpty() {
    return pieces.stream().filter(piece -> !piece.isEmpty()).toList();
  }

  private Reply read(StreamingLanguageModel model) {
    return model.stream(Models.HELLO, pieces::add);
  }

  private static StreamingLanguageModel thinking(String text, int size) {
    return ReasoningStrippingStream.aroundThinking(inPieces(text, size));
  }

  /** A model that answers in pieces of so many characters. */
  private static StreamingLanguageModel inPieces(String text, int size) {
    return (prompt, onText) -> {
      for (int i = 0; i < text.length(); i += size) {
        int end = Math.min(text.length(), i + size);
        if (!onText.test(text.substring(i, end))) {
          return reply(text.substring(0, end), Reply.Finish.CANCELLED);
        }
      }
      return reply(text, Reply.Finish.STOP);
    };
  }

  private static Reply reply(String text, Reply.Finish finish) {
    return new Reply(text, "small", finish, Usage.ofTokens(7, 3));
  }
}
