package io.llmrec.examples.adapters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;

class AdaptersTest {

  private static final Prompt PROMPT = Prompt.of("Be brief.", "Hello?");
  private static final Prompt SHOWING =
      new Prompt(
          List.of(
              Message.user(
                  "what?",
                  List.of(
                      new Image("data:image/png;base64,iVBORw0KGgoA"),
                      new Image("https://img.example/a.png")))),
          GenerationOptions.DEFAULT);

  @Test
  void langChain4jModelIsOurs() {
    List<ChatRequest> asked = new ArrayList<>();
    LanguageModel model =
        langChain4j(
            request -> {
              asked.add(request);
              return ChatResponse.builder()
                  .aiMessage(AiMessage.from("Hi"))
                  .modelName("small-1")
                  .finishReason(FinishReason.LENGTH)
                  .tokenUsage(new TokenUsage(7, 3))
                  .build();
            });

    assertEquals(
        new Reply("Hi", "small-1", Reply.Finish.LENGTH, Usage.ofTokens(7, 3)),
        model.complete(PROMPT));
    assertEquals(2, asked.get(0).messages().size());
    assertEquals(1024, asked.get(0).maxOutputTokens());
  }

  @Test
  void langChain4jFailuresKeepTheirKind() {
    LlmException busy =
        failure(
            langChain4j(
                request -> {
                  throw new RateLimitException("busy");
                }));
    LlmException refused =
        failure(
            langChain4j(
                request -> {
                  throw new AuthenticationException("who are you");
                }));

    assertTrue(busy.retryable());
    assertFalse(refused.retryable());
    assertEquals("LangChain4j: who are you", refused.getMessage());
  }

  @Test
  void springAiModelIsOurs() {
    List<org.springframework.ai.chat.prompt.Prompt> asked = new ArrayList<>();
    LanguageModel model =
        SpringAiModel.of(
            prompt -> {
              asked.add(prompt);
              return new org.springframework.ai.chat.model.ChatResponse(
                  List.of(
                      new Generation(
                          new AssistantMessage("Hi"),
                          ChatGenerationMetadata.builder().finishReason("STOP").build())),
                  ChatResponseMetadata.builder()
                      .model("small-1")
                      .usage(new DefaultUsage(7, 3))
                      .build());
            });

    assertEquals(
        new Reply("Hi", "small-1", Reply.Finish.STOP, Usage.ofTokens(7, 3)),
        model.complete(PROMPT));
    assertEquals("Hello?", asked.get(0).getInstructions().get(1).getText());
    assertEquals(1024, asked.get(0).getOptions().getMaxTokens());
  }

  private static final class NonTransientFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NonTransientFailure() {
      super("refused");
    }
  }

  @Test
  void springAiFailuresKeepTheirKind() {
    LlmException busy =
        failure(
            SpringAiModel.of(
                prompt -> {
                  throw new IllegalStateException("busy");
                }));
    LlmException refused =
        failure(
            SpringAiModel.of(
                prompt -> {
                  throw new NonTransientFailure();
                }));

    assertTrue(busy.retryable());
    assertFalse(refused.retryable());
    assertEquals("Spring AI: refused", refused.getMessage());
  }

  @Test
  void langChain4jGetsTheImages() {
    List<ChatRequest> asked = new ArrayList<>();
    LanguageModel model =
        langChain4j(
            request -> {
              asked.add(request);
              return ChatResponse.builder().aiMessage(AiMessage.from("Hi")).build();
            });

    model.complete(SHOWING);

    UserMessage question = (UserMessage) asked.get(0).messages().get(0);
    assertEquals(
        List.of(
            TextContent.from("what?"),
            ImageContent.from("iVBORw0KGgoA", "image/png"),
            ImageContent.from(URI.create("https://img.example/a.png"))),
        question.contents());
  }

  @Test
  void springAiGetsTheImages() {
    List<org.springframework.ai.chat.prompt.Prompt> asked = new ArrayList<>();
    LanguageModel model =
        SpringAiModel.of(
            prompt -> {
              asked.add(prompt);
              return new org.springframework.ai.chat.model.ChatResponse(
                  List.of(new Generation(new AssistantMessage("Hi"))));
            });

    model.complete(SHOWING);

    List<Media> media =
        ((org.springframework.ai.chat.messages.UserMessage) asked.get(0).getInstructions().get(0))
            .getMedia();
    assertEquals("image/png", media.get(0).getMimeType().toString());
    assertArrayEquals(
        SHOWING.messages().get(0).images().get(0).bytes(), media.get(0).getDataAsByteArray());
    assertEquals("https://img.example/a.png", media.get(1).getData());
  }

  private static LlmException failure(LanguageModel model) {
    return assertThrows(LlmException.class, () -> model.complete(PROMPT));
  }

  private static LanguageModel langChain4j(Function<ChatRequest, ChatResponse> answer) {
    return LangChain4jModel.of(
        new dev.langchain4j.model.chat.ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            return answer.apply(request);
          }
        });
  }
}
