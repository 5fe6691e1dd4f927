package io.llmrec.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A prompt, and the hash by which its reply is known again. */
class PromptTest {

  private static final Prompt PROMPT = Prompt.of("Be brief.", "骑行手套?");
  private static final GenerationOptions OPTIONS = GenerationOptions.DEFAULT;

  /** Computed by another program; a change makes every cache and recording worthless. */
  @Test
  void hashIsTheSameForEver() {
    assertEquals("50d2997a62c0c3600f942ccb8fd74d06a207f0f7a222576b7ff0d837db5a79b7", PROMPT.hash());
  }

  @Test
  void hashSeesAllThatChangesTheReply() {
    List<Prompt> prompts =
        List.of(
            PROMPT,
            Prompt.of("Be brief.骑行手套?"),
            Prompt.of("Be brief", ".骑行手套?"),
            new Prompt(List.of(Message.user("Be brief."), Message.user("骑行手套?")), OPTIONS),
            new Prompt(List.of(Message.user("Be brief."), Message.assistant("骑行手套?")), OPTIONS),
            PROMPT.with(OPTIONS.withMaxTokens(1023)),
            PROMPT.with(OPTIONS.withTemperature(0.5)),
            PROMPT.with(OPTIONS.withSeed(0)),
            PROMPT.with(OPTIONS.withSeed(1)),
            PROMPT.with(OPTIONS.withStop(List.of("ab"))),
            PROMPT.with(OPTIONS.withStop(List.of("a", "b"))),
            PROMPT.with(OPTIONS.withStop(List.of(""))));

    assertEquals(prompts.size(), prompts.stream().map(Prompt::hash).distinct().count());
  }

  @Test
  void hashDoesNotSeeTheTimeout() {
    assertEquals(PROMPT.hash(), PROMPT.with(OPTIONS.withTimeout(Duration.ofMillis(1))).hash());
    assertNotEquals(PROMPT, PROMPT.with(OPTIONS.withTimeout(Duration.ofMillis(1))));
  }

  @Test
  void textHoldsAllTurns() {
    assertEquals("Be brief.\n\n骑行手套?", PROMPT.text());
    assertEquals("Hello", Prompt.of("Hello").text());
  }

  @Test
  void refusesToAskNothing() {
    assertEquals(
        "a prompt needs at least 1 message, was given none",
        assertThrows(IllegalArgumentException.class, () -> new Prompt(List.of(), OPTIONS))
            .getMessage());
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<Message> messages = new ArrayList<>(List.of(Message.user("a")));
    Prompt prompt = new Prompt(messages, OPTIONS);

    messages.add(Message.user("b"));

    assertEquals("a", prompt.text());
  }

  @Test
  void hashSeesImages() {
    Image png = new Image("data:image/png;base64,iVBORw0KGgoA");
    Image other = new Image("data:image/png;base64,iVBORw0KGgoB");
    Image address = new Image("https://img.example/a.png");
    List<Prompt> prompts =
        List.of(
            showing(),
            showing(png),
            showing(other),
            showing(address),
            showing(png, other),
            showing(other, png),
            showing(png, png),
            new Prompt(List.of(Message.user("a"), Message.user("b", List.of(png, other))), OPTIONS),
            new Prompt(
                List.of(Message.user("a", List.of(png)), Message.user("b", List.of(other))),
                OPTIONS));

    assertEquals(prompts.size(), prompts.stream().map(Prompt::hash).distinct().count());
    assertEquals(showing(png), showing(new Image(png.url())));
    assertEquals(showing(png).hash(), showing(new Image(png.url())).hash());
    assertEquals(Prompt.of("what?").hash(), showing().hash());
  }

  @Test
  void tellsWhetherItHasImages() {
    assertTrue(showing(new Image("https://img.example/a.png")).hasImages());
    assertFalse(PROMPT.hasImages());
    assertEquals("what?", showing(new Image("https://img.example/a.png")).text());
  }

  private static Prompt showing(Image... images) {
    return new Prompt(List.of(Message.user("what?", List.of(images))), OPTIONS);
  }
}
