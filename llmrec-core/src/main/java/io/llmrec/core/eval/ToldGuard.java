package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps texts that were made of some interactions from being tested on the same ones. Where {@link
 * AsOfGuard} compares moments, this compares the interactions themselves: a profile made under a
 * random split has no moment before which it knows nothing, and may be used under that split only.
 */
public final class ToldGuard {

  private ToldGuard() {}

  /**
   * Lets a split pass whose validation and test cases ask for nothing that was told.
   *
   * @param what names the texts, a plural, for the message
   * @param told the interactions the texts may have been made of
   * @throws IllegalArgumentException when a case asks for an item that was told of its user
   */
  public static void require(String what, Collection<Interaction> told, Split split) {
    Map<String, Set<String>> byUser = new HashMap<>();
    for (Interaction event : told) {
      byUser.computeIfAbsent(event.userId(), id -> new HashSet<>()).add(event.itemId());
    }
    long leaks = 0;
    long asked = 0;
    String example = "";
    for (List<EvalCase> cases : List.of(split.validation(), split.test())) {
      for (EvalCase one : cases) {
        Set<String> known = byUser.getOrDefault(one.user().id(), Set.of());
        for (String item : one.relevant()) {
          asked++;
          if (known.contains(item) && leaks++ == 0) {
            example = "item '%s' of case '%s'".formatted(item, one.id());
          }
        }
      }
    }
    if (leaks > 0) {
      throw new IllegalArgumentException(
          "%s were told %d of the %d items that the cases ask for, such as %s: use them only under the split they were made for"
              .formatted(what, leaks, asked, example));
    }
  }
}
