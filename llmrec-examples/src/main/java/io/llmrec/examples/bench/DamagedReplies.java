package io.llmrec.examples.bench;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Replies of language models about 20 films, damaged at random, the same each time. */
final class DamagedReplies {

  private static final String SPICE = "[]{}\",:\\\n<>`*# 0123456789ABCKab-_/.()";
  private static final int MAX_CHARS = 20_000;

  private final List<String> labels;
  private final List<String> titles;

  DamagedReplies() {
    labels = IntStream.range(0, 20).mapToObj(i -> "%c%03d".formatted('A' + i, i * 47)).toList();
    titles =
        IntStream.range(0, 20)
            .mapToObj(i -> "Film of part " + i + " (19%02d)".formatted(i))
            .toList();
  }

  List<String> labels() {
    return labels;
  }

  List<String> titles() {
    return titles;
  }

  /** Replies in the ways that models write them: arrays, code blocks, thoughts, lists, titles. */
  private List<String> whole() {
    String array = labels.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    return List.of(
        array,
        "Sure!\n```json\n" + array + "\n```\nEnjoy [1].",
        "<think>Perhaps " + array + "?</think>\n" + array,
        "{\"ranking\": " + array + "}",
        lines(i -> (i + 1) + ". " + labels.get(i) + " - " + titles.get(i)),
        lines(i -> (i + 1) + ". " + titles.get(i)));
  }

  private static String lines(IntFunction<String> line) {
    return IntStream.range(0, 20).mapToObj(line).collect(Collectors.joining("\n"));
  }

  List<String> draw(int count) {
    List<String> whole = whole();
    Draws draws = Draws.of(2026);
    List<String> replies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      replies.add(damaged(whole.get(i % whole.size()), draws));
    }
    return replies;
  }

  private static String damaged(String text, Draws draws) {
    StringBuilder reply = new StringBuilder(text);
    for (int i = draws.below(8); i >= 0; i--) {
      int from = draws.below(reply.length() + 1);
      int to = Math.min(reply.length(), from + draws.below(1 + reply.length() / 3));
      switch (draws.below(6)) {
        case 0 -> reply.delete(from, to);
        case 1 -> reply.setLength(from);
        case 2 -> reply.insert(from, reply.substring(from, to));
        case 3 -> reply.insert(from, SPICE.charAt(draws.below(SPICE.length())));
        case 4 -> reply.insert(from, "[\"".repeat(draws.below(40)));
        default -> reply.append(reply.substring(0, from));
      }
      reply.setLength(Math.min(reply.length(), MAX_CHARS));
    }
    return reply.toString();
  }
}
