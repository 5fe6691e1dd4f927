package io.llmrec.prompt.structured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuredModelTest {

  enum Mood {
    LIGHT,
    DARK
  }

  record Actor(String name, @Nullable String role) {}

  @Description("a film")
  record Film(
      @Description("without the year") String title,
      int year,
      double stars,
      Mood mood,
      boolean seen,
      List<Actor> actors,
      Optional<Long> budget) {

    Film {
      if (year < 1888) {
        throw new IllegalArgumentException("year must be at least 1888, was " + year);
      }
    }
  }

  private static final String FILM =
      """
      {"title":"Heat","year":1995,"stars":4.5,"mood":"DARK","seen":true,
       "actors":[{"name":"Al","role":null},{"name":"Val","role":"Chris"}],"budget":60000000}\
      """;

  private final List<Prompt> asked = new ArrayList<>();

  @Test
  void replyBecomesARecord() {
    StructuredReply<Film> reply = film("<think>{}</think>Sure:\n```json\n" + FILM + "\n```");

    assertEquals(
        new Film(
            "Heat",
            1995,
            4.5,
            Mood.DARK,
            true,
            List.of(new Actor("Al", null), new Actor("Val", "Chris")),
            Optional.of(60000000L)),
        reply.value());
    assertFalse(reply.repaired());
    assertEquals(1, asked.size());
  }

  @Test
  void schemaIsDerivedFromTheRecord() {
    assertEquals(
        """
        {"type":"object","description":"a film","properties":{\
        "title":{"type":"string","description":"without the year"},\
        "year":{"type":"integer"},"stars":{"type":"number"},\
        "mood":{"type":"string","enum":["LIGHT","DARK"]},"seen":{"type":"boolean"},\
        "actors":{"type":"array","items":{"type":"object","properties":{\
        "name":{"type":"string"},"role":{"anyOf":[{"type":"string"},{"type":"null"}]}},\
        "required":["name","role"],"additionalProperties":false}},\
        "budget":{"anyOf":[{"type":"integer"},{"type":"null"}]}},\
        "required":["title","year","stars","mood","seen","actors","budget"],\
        "additionalProperties":false}\
        """,
        StructuredModel.schema(Film.class).text());
  }

  @Test
  void schemaGoesIntoTheLastTurnInItsLanguage() {
    answering(List.of("{\"name\":\"a\",\"role\":null}"), Actor.class)
        .ask(Prompt.of("Be brief.", "Who?"));
    answering(List.of("{\"name\":\"a\",\"role\":null}"), Actor.class).ask(Prompt.of("谁演的？"));

    assertTrue(
        asked.get(0).messages().get(1).text().startsWith("Who?\n\nAnswer with exactly one JSON"));
    assertTrue(asked.get(0).text().endsWith(StructuredModel.schema(Actor.class).text()));
    assertTrue(asked.get(1).text().startsWith("谁演的？\n\n只回答一个"), asked.get(1).text());
  }

  @Test
  void promptThatSaysItsOwnFormIsSentAsItIs() {
    answering(List.of("{\"name\":\"a\",\"role\":null}"), Actor.class)
        .withoutSchemaInPrompt()
        .ask(Prompt.of("Who?"));

    assertEquals("Who?", asked.get(0).text());
  }

  @Test
  void recordThatFailsTheCheckIsRepairedOnceAndThenNoFailure() {
    String al = "{\"name\":\"Al\",\"role\":null}";
    String bo = "{\"name\":\"Bo\",\"role\":null}";
    Function<Actor, @Nullable String> onlyBo =
        actor -> actor.name().equals("Bo") ? null : actor.name() + " is not Bo";

    StructuredAttempt<Actor> repaired =
        answering(List.of(al, bo), Actor.class).attempt(Prompt.of("Who?"), onlyBo);
    StructuredAttempt<Actor> lost =
        answering(List.of(al, "none"), Actor.class).attempt(Prompt.of("Who?"), onlyBo);

    assertEquals(new Actor("Bo", null), repaired.value());
    assertEquals(List.of("Al is not Bo"), repaired.problems());
    assertTrue(asked.get(1).text().contains("Al is not Bo"));
    assertNull(lost.value());
    assertEquals(List.of("Al is not Bo", "there is no valid JSON object in it"), lost.problems());
    assertEquals("none", lost.last().text());
  }

  @Test
  void replyThatDoesNotFitIsRepairedOnce() {
    StructuredReply<Film> reply = film(FILM.replace("1995", "\"1995\""), FILM);

    assertEquals(1995, reply.value().year());
    assertTrue(reply.repaired());
    List<Message> second = asked.get(1).messages();
    assertEquals(Message.Role.ASSISTANT, second.get(1).role());
    assertTrue(
        second
            .get(2)
            .text()
            .startsWith(
                "Your answer cannot be used: $.year must be a whole number of 32 bits, was"
                    + " \"1995\"\n"));
  }

  @Test
  void secondReplyThatDoesNotFitIsPermanent() {
    LlmException e = assertThrows(LlmException.class, () -> film("no idea", "[1]", FILM));

    assertFalse(e.retryable());
    assertEquals(2, asked.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"year\":1995 | \"year\":1995.5 | $.year must be a whole number of 32 bits, was 1995.5",
        "\"year\":1995 | \"year\":5000000000 | $.year must be a whole number of 32 bits, was"
            + " 5000000000",
        "\"year\":1995 | \"year\":1800 | $ is refused: year must be at least 1888, was 1800",
        "\"year\":1995, | `` | $.year is missing",
        "\"year\":1995 | \"year\":null | $.year must be a whole number of 32 bits, was null",
        "\"title\":\"Heat\" | \"title\":5 | $.title must be a text, was 5",
        "\"DARK\" | \"dark\" | $.mood must be one of [LIGHT, DARK], was \"dark\"",
        "\"seen\":true | \"seen\":\"true\" | $.seen must be true or false, was \"true\"",
        "\"stars\":4.5 | \"stars\":\"4.5\" | $.stars must be a number, was \"4.5\"",
        "\"role\":null | \"role\":7 | $.actors[0].role must be a text, was 7",
        "\"name\":\"Al\", | `` | $.actors[0].name is missing",
        "\"seen\":true | \"seen\":true,\"x\":1 | $ has a field 'x', allowed are [title, year,"
            + " stars, mood, seen, actors, budget]",
      })
  void whatDoesNotFitIsNamed(String part, String instead, String problem) {
    LlmException e =
        assertThrows(LlmException.class, () -> film(FILM.replaceFirst(part, instead), "x"));

    assertEquals(
        "the model gave no Film in two replies: "
            + problem
            + "; then: there is no valid JSON object in it",
        e.getMessage());
  }

  @Test
  void longListIsRefused() {
    String many = "{\"name\":\"a\",\"role\":null},".repeat(1000);

    LlmException e =
        assertThrows(
            LlmException.class,
            () -> film(FILM.replace("\"actors\":[", "\"actors\":[" + many), ""));

    assertTrue(e.getMessage().contains("$.actors must have at most 1000 elements, has 1002"));
  }

  @Test
  void cutOffReplyIsNamed() {
    Reply cut = new Reply("{\"name\":", "m", Reply.Finish.LENGTH, Reply.of("").usage());
    LlmException e =
        assertThrows(
            LlmException.class,
            () -> StructuredModel.of(prompt -> cut, Actor.class).ask(Prompt.of("x")));

    assertTrue(e.getMessage().endsWith("there is no valid JSON object in it, it was cut off"));
  }

  record Node(List<Node> children) {}

  record Table(Map<String, String> cells) {}

  record Holes(List<@Nullable String> values) {}

  @Test
  void recordsWithoutAFormAreRefused() {
    assertRefused(Node.class, "record " + Node.class.getName() + " must not contain itself");
    assertRefused(
        Table.class,
        Table.class.getName()
            + ".cells must be a String, boolean, int, long, double, enum, record, or a List or"
            + " Optional of one, was java.util.Map<java.lang.String, java.lang.String>");
    assertRefused(Holes.class, Holes.class.getName() + ".values must have no null inside");
  }

  private static void assertRefused(Class<? extends Record> type, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> StructuredModel.schema(type));

    assertEquals(message, e.getMessage());
  }

  private StructuredReply<Film> film(String... replies) {
    return answering(List.of(replies), Film.class).ask(Prompt.of("Which film?"));
  }

  private <T extends Record> StructuredModel<T> answering(List<String> replies, Class<T> type) {
    Iterator<String> next = replies.iterator();
    LanguageModel model =
        prompt -> {
          asked.add(prompt);
          return Reply.of(next.next());
        };
    return StructuredModel.of(model, type);
  }

  @Test
  void imagesStayInBothQuestions() {
    Image image = new Image("https://img.example/a.png");
    Message question = Message.user("Who?", List.of(image));
    Prompt prompt = new Prompt(List.of(question), Prompt.of("x").options());

    answering(List.of("no", "{\"name\":\"a\",\"role\":null}"), Actor.class).ask(prompt);

    assertEquals(List.of(image), asked.get(0).messages().get(0).images());
    assertEquals(List.of(image), asked.get(1).messages().get(0).images());
  }
}
