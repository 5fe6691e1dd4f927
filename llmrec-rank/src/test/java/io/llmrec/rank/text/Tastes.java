package io.llmrec.rank.text;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows of which the answer follows from a word: the colour, or the shape. */
final class Tastes implements LabelledTexts {

  private static final RowPrompt PROMPT =
      new RowPrompt(List.of("likes"), "history", List.of("shape", "colour"));
  private static final String[] COLOURS = {"red", "orange", "pink", "blue", "green", "grey"};
  private static final String[] SHAPES = {"round", "flat", "long", "thin"};

  private final int[] numbers;
  private final boolean byShape;

  private Tastes(int[] numbers, boolean byShape) {
    this.numbers = numbers;
    this.byShape = byShape;
  }

  static Tastes learned() {
    return new Tastes(IntStream.range(0, 48).filter(i -> i % 5 > 0).toArray(), false);
  }

  static Tastes asked() {
    return new Tastes(IntStream.range(0, 48).filter(i -> i % 5 == 0).toArray(), false);
  }

  /** The same rows, whose answer follows from the shape. */
  Tastes byShape() {
    return new Tastes(numbers, true);
  }

  static Tastes none() {
    return new Tastes(new int[0], false);
  }

  static WordVocabulary words() {
    return WordVocabulary.fit(IntStream.range(0, 48).mapToObj(i -> textOf(i).text()), 100);
  }

  @Override
  public int count() {
    return numbers.length;
  }

  @Override
  public RowText text(int index) {
    return textOf(numbers[index]);
  }

  private static RowText textOf(int number) {
    return PROMPT.write(
        Map.of("likes", number / 24 == 0 ? "warm" : "cold"),
        number % 7 == 0 ? List.of("a kite", "a ball") : List.of(),
        Map.of("colour", COLOURS[number % 6], "shape", SHAPES[number / 6 % 4]));
  }

  @Override
  public boolean positive(int index) {
    int number = numbers[index];
    return byShape ? number / 6 % 4 < 2 : number % 6 < 3;
  }
}
