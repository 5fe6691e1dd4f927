package io.llmrec.core.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.core.user.UserText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors of what users wrote. */
class UserTextVectorsTest {

  private static final List<UserText> TEXTS =
      List.of(text("45", 20), text("90", 30), text("  ", 25), text("10", 10), text("170", 99));

  private final List<List<String>> batches = new ArrayList<>();

  private static UserText text(String text, long second) {
    return new UserText(text, Instant.ofEpochSecond(second));
  }

  private static UserContext user(String id, long lastSecond) {
    return UserContext.of(
        id, List.of(Interaction.view(id, "item", Instant.ofEpochSecond(lastSecond))));
  }

  /** An encoder that takes a text for an angle. */
  private List<Embedding> angles(List<String> texts) {
    batches.add(texts);
    return texts.stream().map(text -> Plane.at(Double.parseDouble(text))).toList();
  }

  private List<List<WeightedEmbedding>> encode(UserTextOptions options, UserContext... users) {
    return MultiVectorUserEncoder.texts(this::angles, user -> TEXTS, options)
        .encode(List.of(users));
  }

  @Test
  void theLatestComeFirstAndCountMost() {
    List<WeightedEmbedding> found =
        encode(new UserTextOptions(user -> Instant.ofEpochSecond(30), 9, 1), user("u", 0)).get(0);

    assertEquals(Plane.points(90, 1, 45, 0.5, 10, 0.25), found);
  }

  @Test
  void whatIsLaterThanTheMomentIsLeftOut() {
    encode(UserTextOptions.asOfHistory(), user("early", 10), user("late", 99));

    assertEquals(List.of(List.of("10", "170", "90", "45", "10")), batches, "one batch for all");
  }

  @Test
  void aUserWithoutHistoryHasNoTextAsOfIt() {
    List<List<WeightedEmbedding>> found =
        encode(UserTextOptions.asOfHistory(), UserContext.cold("new"));

    assertEquals(List.of(List.of()), found);
    assertEquals(List.of(), batches, "nothing to encode");
  }

  @Test
  void onlyTheLatestFewCount() {
    UserTextOptions two = new UserTextOptions(user -> Instant.MAX, 2, 10);

    encode(two, user("u", 0));

    assertEquals(List.of(List.of("170", "90")), batches);
  }

  @Test
  void givesEachUserTheirOwn() {
    List<List<WeightedEmbedding>> found =
        MultiVectorUserEncoder.texts(
                this::angles,
                user -> user.id().equals("b") ? List.of() : List.of(text(user.id(), 0)),
                UserTextOptions.asOfHistory())
            .encode(List.of(user("10", 5), user("b", 5), user("30", 5)));

    assertEquals(List.of(Plane.points(10, 1), List.of(), Plane.points(30, 1)), found);
  }

  @Test
  void refusesAnEncoderThatLosesTexts() {
    MultiVectorUserEncoder encoder =
        MultiVectorUserEncoder.texts(
            texts -> List.of(), user -> TEXTS, UserTextOptions.asOfHistory());

    assertEquals(
        "encode: 4 texts in, 0 vectors out",
        assertThrows(IllegalStateException.class, () -> encoder.encode(List.of(user("u", 99))))
            .getMessage());
  }

  @Test
  void refusesImpossibleOptions() {
    assertEquals(
        "maxTexts must be at least 1 and halfLife more than 0, were 0 and 1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new UserTextOptions(user -> Instant.MAX, 0, 1))
            .getMessage());
    assertEquals(
        "maxTexts must be at least 1 and halfLife more than 0, were 1 and NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> new UserTextOptions(user -> Instant.MAX, 1, Double.NaN))
            .getMessage());
  }
}
