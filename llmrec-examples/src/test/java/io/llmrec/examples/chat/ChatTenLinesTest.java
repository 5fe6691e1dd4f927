package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.Prompt;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTenLinesTest {

  @TempDir Path folder;

  @Test
  void answersAndRemembers() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RuleModel rules = new RuleModel();

    Conversation conversation =
        ChatTenLines.talk(
            TinyShop.world(folder, Language.EN).recommender(),
            UserContext.cold("ann"),
            question -> rules.complete(Prompt.of(question)).text(),
            List.of("I need jackets", "At most 50 dollars"),
            new PrintStream(bytes, true, StandardCharsets.UTF_8));

    assertEquals(2, conversation.state().turn());
    assertEquals(2, conversation.state().activeWishes().size());
    assertTrue(
        bytes.toString(StandardCharsets.UTF_8).contains("  " + TinyShop.SCRIPT),
        bytes.toString(StandardCharsets.UTF_8));
  }
}
