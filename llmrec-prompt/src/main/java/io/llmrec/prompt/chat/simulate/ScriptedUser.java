package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A simulated user without a language model, built from the items' data.
 *
 * <p>Begins with the first must, half of the time with one trait more. Asked back, tells one more
 * trait. Shown items, says what is wrong with them: a must that was told and is broken, one that
 * was not told yet, something disliked, a preference that is missing; when nothing is wrong that
 * could be told, asks for others. Leaves when the recommender has neither asked nor offered
 * anything {@value #PATIENCE_WITH_SILENCE} times in a row.
 *
 * <p>Immutable and safe for use by several threads. The same dialogue and seed give the same words.
 */
public final class ScriptedUser implements SimulatedUser {

  private static final int PATIENCE_WITH_SILENCE = 3;

  private final ChatCatalog catalog;
  private final long seed;

  /**
   * A user who looks at items of a catalog.
   *
   * @param seed of the choice of words
   */
  public ScriptedUser(ChatCatalog catalog, long seed) {
    this.catalog = catalog;
    this.seed = seed;
  }

  @Override
  public Optional<Saying> next(WishList wishes, List<Exchange> soFar) {
    Draws draws = Draws.of(seed, wishes.user().id().hashCode(), soFar.size());
    Phrases phrases = new Phrases(wishes.language(), draws);
    List<Trait> untold = untold(wishes, soFar);
    if (soFar.isEmpty()) {
      return Optional.of(opening(wishes, phrases, draws));
    }
    if (leaves(soFar)) {
      return Optional.empty();
    }
    ChatTurn answer = soFar.get(soFar.size() - 1).turn();
    return Optional.of(
        answer.items().isEmpty() || answer.act() == ChatTurn.Act.ASK
            ? more(wishes, untold, phrases)
            : reaction(wishes, untold, answer, phrases));
  }

  private static Saying opening(WishList wishes, Phrases phrases, Draws draws) {
    List<Trait> told = new ArrayList<>(wishes.musts().subList(0, 1));
    List<Trait> others = wishes.traits();
    others.remove(0);
    if (!others.isEmpty() && draws.below(2) == 0) {
      told.add(others.get(draws.below(others.size())));
    }
    String first = phrases.lookingFor(told.get(0).text());
    return told.size() == 1
        ? new Saying(first, told)
        : new Saying(phrases.join(first, say(wishes, told.get(1), phrases)), told);
  }

  private static List<Trait> untold(WishList wishes, List<Exchange> soFar) {
    Set<Trait> told = new HashSet<>();
    soFar.forEach(exchange -> told.addAll(exchange.saying().voiced()));
    return wishes.traits().stream().filter(trait -> !told.contains(trait)).toList();
  }

  private static boolean leaves(List<Exchange> soFar) {
    int silent = 0;
    for (Exchange exchange : soFar) {
      boolean useful =
          !exchange.turn().items().isEmpty() || exchange.turn().act() == ChatTurn.Act.ASK;
      silent = useful ? 0 : silent + 1;
    }
    return silent >= PATIENCE_WITH_SILENCE;
  }

  private static Saying more(WishList wishes, List<Trait> untold, Phrases phrases) {
    return untold.isEmpty()
        ? new Saying(phrases.nothingElse(), List.of())
        : new Saying(say(wishes, untold.get(0), phrases), untold.subList(0, 1));
  }

  private Saying reaction(WishList wishes, List<Trait> untold, ChatTurn answer, Phrases phrases) {
    List<Integer> rows =
        answer.items().stream().map(Item::id).map(catalog::row).filter(row -> row >= 0).toList();
    for (Trait must : wishes.musts()) {
      if (rows.stream().anyMatch(row -> !has(row, must))) {
        boolean again = !untold.contains(must);
        return new Saying(
            again ? phrases.again(must.text()) : phrases.must(must.text()), List.of(must));
      }
    }
    for (Trait avoid : wishes.avoids()) {
      if (rows.stream().anyMatch(row -> has(row, avoid))) {
        return new Saying(phrases.avoid(avoid.text()), List.of(avoid));
      }
    }
    for (Trait prefer : wishes.prefers()) {
      if (untold.contains(prefer) && rows.stream().anyMatch(row -> !has(row, prefer))) {
        return new Saying(phrases.prefer(prefer.text()), List.of(prefer));
      }
    }
    return new Saying(phrases.others(), List.of());
  }

  private boolean has(int row, Trait trait) {
    return catalog.fields().passes(trait.filter(), row);
  }

  private static String say(WishList wishes, Trait trait, Phrases phrases) {
    if (wishes.musts().contains(trait)) {
      return phrases.must(trait.text());
    }
    return wishes.avoids().contains(trait)
        ? phrases.avoid(trait.text())
        : phrases.prefer(trait.text());
  }
}
