package io.llmrec.embed.jsonconstraint;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within one of several texts.
 *
 * @param literals those that begin with what is written
 * @param written so far
 */
record ChoiceState(List<String> literals, String written, JsonState after) implements JsonState {

  @Override
  public @Nullable JsonState next(int b) {
    String longer = written + (char) b;
    List<String> left = literals.stream().filter(one -> one.startsWith(longer)).toList();
    if (left.isEmpty()) {
      return written.isEmpty() || !literals.contains(written) ? null : after.next(b);
    }
    return left.size() == 1 && left.get(0).equals(longer)
        ? after
        : new ChoiceState(left, longer, after);
  }

  @Override
  public boolean complete() {
    return literals.contains(written) && after.complete();
  }

  static String shortest(List<String> literals) {
    return literals.stream().min(Comparator.comparing(String::length)).orElse("");
  }

  @Override
  public void close(StringBuilder bytes) {
    bytes.append(shortest(literals).substring(written.length()));
    after.close(bytes);
  }

  @Override
  public Object signature() {
    return List.of("choice", literals, written, after.signature());
  }
}
