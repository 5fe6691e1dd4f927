package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.wrap.ReasoningStrippingModel;
import io.llmrec.prompt.wrap.ReasoningStrippingStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose model thinks aloud: only the answer comes through. */
@Timeout(60)
class ReasoningOverTheWireTest {

  private static final Prompt PATIENT =
      Prompt.of("x").with(GenerationOptions.DEFAULT.withTimeout(Duration.ofSeconds(30)));
  private static final String END =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  private final List<String> pieces = new ArrayList<>();

  @Test
  void wholeReplyIsStripped() throws IOException {
    String answer = "{\"choices\":[{\"message\":{\"content\":\"<think>a < b</think>\\n\\nhot\"}}]}";
    try (Answers answers = Answers.json(200, answer)) {
      Reply reply = ReasoningStrippingModel.around(model(answers.server)).complete(PATIENT);

      assertEquals("hot", reply.text());
    }
  }

  @Test
  void streamedReplyIsStrippedWhileItComes() throws IOException {
    String events =
        piece("<thi") + piece("nk>hm</th") + piece("ink>\\n\\nh") + piece("ot") + piece("!") + END;
    try (Answers answers = Answers.events(events)) {
      Reply reply = stripped(answers.server);

      assertEquals(List.of("h", "ot", "!"), pieces);
      assertEquals("hot!", reply.text());
      assertEquals(Reply.Finish.STOP, reply.finish());
    }
  }

  @Test
  void endlessThinkingIsCappedAndNothingPassedOn() throws Exception {
    try (RawServer server =
        new RawServer(
            (out, connection) -> {
              out.write(RawServer.head("Content-Type: text/event-stream", "Connection: close"));
              out.write(RawServer.bytes(piece("<think>")));
              byte[] more = RawServer.bytes(piece("x".repeat(8000)));
              while (true) {
                out.write(more);
              }
            })) {
      LlmException e = assertThrows(LlmException.class, () -> stripped(server));

      assertFalse(e.retryable());
      assertTrue(e.getMessage().endsWith(": the reply is longer than 4194304 bytes"));
      assertEquals(List.of(), pieces);
      assertTrue(server.sawHangUp());
    }
  }

  private Reply stripped(RawServer server) {
    return ReasoningStrippingStream.around(model(server)).stream(PATIENT, pieces::add);
  }

  private static OpenAiChatModel model(RawServer server) {
    return OpenAiChatModel.builder(server.base(), "small").build();
  }

  private static String piece(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }
}
