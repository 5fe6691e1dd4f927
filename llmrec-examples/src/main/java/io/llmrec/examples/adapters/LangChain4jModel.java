package io.llmrec.examples.adapters;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.chat.ChatModel;
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
import org.jspecify.annotations.Nullable;

/**
 * A chat model of LangChain4j.
 *
 * <p>As safe for use by several threads as the chat model. Timeout, retries and seed are those the
 * chat model was built with; its own retries should be off where a retrying wrapper stands around
 * it.
 */
public final class LangChain4jModel implements LanguageModel {

  private final ChatModel model;

  private LangChain4jModel(ChatModel model) {
    this.model = model;
  }

  /** The chat model as ours. */
  public static LanguageModel of(ChatModel model) {
    return new LangChain4jModel(model);
  }

  @Override
  public Reply complete(Prompt prompt) {
    try {
      return reply(model.chat(request(prompt)));
    } catch (NonRetriableException e) {
      throw LlmException.permanent("LangChain4j: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw LlmException.retryable("LangChain4j: " + e.getMessage(), e);
    }
  }

  private static ChatRequest request(Prompt prompt) {
    GenerationOptions options = prompt.options();
    ChatRequest.Builder request =
        ChatRequest.builder()
            .messages(prompt.messages().stream().map(LangChain4jModel::message).toList())
            .maxOutputTokens(options.maxTokens())
            .temperature(options.temperature());
    return options.stop().isEmpty()
        ? request.build()
        : request.stopSequences(List.copyOf(options.stop())).build();
  }

  private static ChatMessage message(Message message) {
    return switch (message.role()) {
      case SYSTEM -> SystemMessage.from(message.text());
      case USER -> question(message);
      case ASSISTANT -> AiMessage.from(message.text());
    };
  }

  private static UserMessage question(Message message) {
    if (message.images().isEmpty()) {
      return UserMessage.from(message.text());
    }
    List<Content> parts = new ArrayList<>();
    if (!message.text().isBlank()) {
      parts.add(TextContent.from(message.text()));
    }
    message.images().forEach(image -> parts.add(part(image)));
    return UserMessage.from(parts);
  }

  private static ImageContent part(Image image) {
    return image.isInline()
        ? ImageContent.from(image.base64(), image.type())
        : ImageContent.from(URI.create(image.url()));
  }

  private static Reply reply(ChatResponse response) {
    String text = response.aiMessage().text();
    String name = response.modelName();
    return new Reply(
        text == null ? "" : text,
        name == null || name.isBlank() ? "unknown" : name,
        finish(response.finishReason()),
        usage(response.tokenUsage()));
  }

  private static Usage usage(@Nullable TokenUsage usage) {
    return usage == null
        ? Usage.UNKNOWN
        : Usage.ofTokens(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }

  private static Reply.Finish finish(@Nullable FinishReason reason) {
    if (reason == null) {
      return Reply.Finish.UNKNOWN;
    }
    return switch (reason) {
      case STOP -> Reply.Finish.STOP;
      case LENGTH -> Reply.Finish.LENGTH;
      case CONTENT_FILTER -> Reply.Finish.FILTERED;
      case TOOL_EXECUTION, OTHER -> Reply.Finish.UNKNOWN;
    };
  }
}
