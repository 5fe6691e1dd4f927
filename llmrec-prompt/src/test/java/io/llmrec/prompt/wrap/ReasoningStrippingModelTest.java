package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.llm.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningStrippingModelTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<think>hm</think>yes | yes",
        "'  <think>\nhm\n</think>\n\nyes ' | 'yes '",
        "hm</think> yes | yes",
        "<thinking>hm</thinking>yes | yes",
        "<reasoning>hm</reasoning>yes | yes",
        "<think>a</think><think>b</think>yes | yes",
        "<think>a</think> | ''",
        "yes | yes",
        "'' | ''",
        "a < b and <b>bold</b> | a < b and <b>bold</b>",
        "I <think> so | I <think> so",
      })
  void reasoningIsLeftOut(String text, String answer) {
    assertEquals(answer, strip(Models.reply(text, 1, 2)).text());
  }

  @Test
  void brokenOffReasoningIsAnEmptyReplyThatTellsWhy() {
    Reply reply = strip(Models.reply("<think>hm, on the one", 1, 2));

    assertEquals("", reply.text());
    assertEquals(Reply.Finish.LENGTH, reply.finish());
    assertEquals(2, reply.usage().outputTokens());
  }

  private static Reply strip(Reply reply) {
    return ReasoningStrippingModel.around(prompt -> reply).complete(Models.HELLO);
  }
}
