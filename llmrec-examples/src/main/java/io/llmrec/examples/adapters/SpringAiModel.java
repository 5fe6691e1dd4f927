package io.llmrec.examples.adapters;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/**
 * A chat model of Spring AI.
 *
 * <p>As safe for use by several threads as the chat model. Its own options are kept, but for the
 * longest reply, the temperature and the stop texts, which the prompt decides; timeout and retries
 * are those of the chat model, whose retries should be off where a retrying wrapper stands around
 * it.
 */
public final class SpringAiModel implements LanguageModel {

  private static final MimeType ANY_IMAGE = MimeType.valueOf("image/*");

  private final ChatModel model;

  private SpringAiModel(ChatModel model) {
    this.model = model;
  }

  /** The chat model as ours. */
  public static LanguageModel of(ChatModel model) {
    return new SpringAiModel(model);
  }

  @Override
  public Reply complete(Prompt prompt) {
    try {
      return reply(model.call(request(prompt)));
    } catch (LlmException e) {
      throw e;
    } catch (RuntimeException e) {
      // The classes that tell are in another artifact of Spring AI, which need not be there.
      boolean lasting = e.getClass().getSimpleName().contains("NonTransient");
      String message = "Spring AI: " + e.getMessage();
      throw lasting ? LlmException.permanent(message, e) : LlmException.retryable(message, e);
    }
  }

  private org.springframework.ai.chat.prompt.Prompt request(Prompt prompt) {
    GenerationOptions options = prompt.options();
    ChatOptions.Builder<?> changed =
        model
            .getOptions()
            .mutate()
            .maxTokens(options.maxTokens())
            .temperature(options.temperature());
    if (!options.stop().isEmpty()) {
      changed.stopSequences(options.stop());
    }
    List<Message> messages = prompt.messages().stream().map(SpringAiModel::message).toList();
    return new org.springframework.ai.chat.prompt.Prompt(messages, changed.build());
  }

  private static Message message(io.llmrec.core.llm.Message message) {
    return switch (message.role()) {
      case SYSTEM -> new SystemMessage(message.text());
      case USER ->
          UserMessage.builder()
              .text(message.text())
              .media(message.images().stream().map(SpringAiModel::media).toList())
              .build();
      case ASSISTANT -> new AssistantMessage(message.text());
    };
  }

  /** An address needs a type too; what is there is not known before it is read. */
  private static Media media(Image image) {
    return image.isInline()
        ? Media.builder().mimeType(MimeType.valueOf(image.type())).data(image.bytes()).build()
        : Media.builder().mimeType(ANY_IMAGE).data(URI.create(image.url())).build();
  }

  private static Reply reply(ChatResponse response) {
    Generation result = response.getResult();
    if (result == null) {
      throw LlmException.permanent("Spring AI: the response holds no result", null);
    }
    String text = result.getOutput().getText();
    String name = response.getMetadata().getModel();
    return new Reply(
        text == null ? "" : text,
        name == null || name.isBlank() ? "unknown" : name,
        finish(result.getMetadata().getFinishReason()),
        usage(response.getMetadata().getUsage()));
  }

  private static Usage usage(org.springframework.ai.chat.metadata.@Nullable Usage usage) {
    return usage == null
        ? Usage.UNKNOWN
        : Usage.ofTokens(count(usage.getPromptTokens()), count(usage.getCompletionTokens()));
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }

  private static Reply.Finish finish(@Nullable String reason) {
    return switch (reason == null ? "" : reason.toLowerCase(Locale.ROOT)) {
      case "stop", "end_turn" -> Reply.Finish.STOP;
      case "length", "max_tokens" -> Reply.Finish.LENGTH;
      case "content_filter" -> Reply.Finish.FILTERED;
      default -> Reply.Finish.UNKNOWN;
    };
  }
}
