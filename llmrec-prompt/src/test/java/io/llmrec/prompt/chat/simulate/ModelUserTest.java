package io.llmrec.prompt.chat.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn.Act;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelUserTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/io/llmrec/prompt/chat/simulate/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("llmrec.golden"));

  private static final List<Exchange> SO_FAR =
      List.of(
          new Exchange(
              new Saying("Green tea, please", List.of(Tea.GREEN)),
              Tea.turn(
                  Act.RECOMMEND,
                  "Try Cloud Garden Green Tea or misty peak green tea \u202E.",
                  "t3")));

  private static WishList in(Language language) {
    return new WishList(
        Tea.WISHES.user(),
        language,
        Tea.WISHES.musts(),
        Tea.WISHES.prefers(),
        Tea.WISHES.avoids(),
        Tea.WISHES.targets(),
        5);
  }

  private static ModelUser answering(String reply) {
    return new ModelUser(Tea.CATALOG, prompt -> Reply.of(reply));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void promptIsTheGoldenOne(Language language) throws IOException {
    Prompt prompt = answering("").prompt(in(language), SO_FAR);
    StringBuilder text = new StringBuilder();
    for (Message message : prompt.messages()) {
      text.append("== ").append(message.role()).append('\n').append(message.text()).append("\n\n");
    }
    Path file = GOLDEN.resolve("user." + language.code() + ".txt");
    if (WRITE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }

    assertEquals(Files.readString(file), text.toString());
    assertFalse(prompt.text().toLowerCase(Locale.ROOT).contains("misty peak"));
  }

  @Test
  void tellsWhatTheModelSaysAndWhichWishesThatAre() {
    Saying saying =
        answering("{\"message\": \"Something cheap\", \"told\": [2, 2, 9, -1], \"leave\": false}")
            .next(Tea.WISHES, List.of())
            .orElseThrow();

    assertEquals("Something cheap", saying.message());
    assertEquals(List.of(Tea.CHEAP), saying.voiced());
  }

  @Test
  void aTargetThatTheModelGuessesIsMasked() {
    Saying saying =
        answering("{\"message\": \"Is it Misty Peak Green Tea?\", \"told\": [], \"leave\": false}")
            .next(Tea.WISHES, List.of())
            .orElseThrow();

    assertEquals("Is it ***?", saying.message());
  }

  @Test
  void leavesWhenTheModelGivesUp() {
    assertEquals(
        Optional.empty(),
        answering("{\"message\": \"\", \"told\": [], \"leave\": true}")
            .next(Tea.WISHES, List.of()));
  }

  @Test
  void aReplyThatDoesNotFitIsRepairedOnce() {
    List<Prompt> asked = new ArrayList<>();
    ModelUser user =
        new ModelUser(
            Tea.CATALOG,
            prompt -> {
              asked.add(prompt);
              return Reply.of("{\"message\": \"\", \"told\": [], \"leave\": false}");
            });

    LlmException failure = assertThrows(LlmException.class, () -> user.next(Tea.WISHES, List.of()));

    assertEquals(2, asked.size());
    assertTrue(failure.getMessage().contains("message must not be blank"), failure.getMessage());
  }
}
