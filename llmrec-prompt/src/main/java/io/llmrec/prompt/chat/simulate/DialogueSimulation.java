package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LlmException;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.Conversation;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue.End;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Lets simulated users talk to a chat, one after the other.
 *
 * <p>A dialogue ends when an answer recommends a target, when the user leaves, or when the user's
 * patience is at its end. Every answer is checked against the catalog and against what the user has
 * told, without trusting the chat's own account. A chat or a user that throws ends its own dialogue
 * alone.
 *
 * <p>The conversations' ids follow from the seed, so that with a deterministic chat the same wish
 * lists give the same dialogues. Immutable; a run is as safe beside others as the chat.
 */
public final class DialogueSimulation {

  private final BiFunction<Conversation, String, ChatTurn> chat;
  private final ChatCatalog catalog;
  private final SimulatedUser user;
  private final TurnAudit audit;
  private final long seed;

  private DialogueSimulation(Builder builder) {
    chat = builder.chat;
    catalog = builder.catalog;
    user = builder.user;
    audit = new TurnAudit(catalog, builder.check);
    seed = builder.seed;
  }

  /**
   * Starts with what is talked to; by default by a {@link ScriptedUser} of seed 1.
   *
   * @param chat answers a message of a conversation, for example {@code chatRecommender::reply}
   * @param catalog of the chat
   */
  public static Builder builder(
      BiFunction<Conversation, String, ChatTurn> chat, ChatCatalog catalog) {
    return new Builder(chat, catalog);
  }

  /** A dialogue for each wish list, and what they come to. At least one. */
  public SimulationReport run(List<WishList> wishLists) {
    List<SimulatedDialogue> dialogues = new ArrayList<>();
    for (WishList wishes : wishLists) {
      dialogues.add(run(wishes, dialogues.size()));
    }
    return SimulationReport.of(dialogues);
  }

  /** What is gathered while a dialogue lasts. */
  private static final class Course {
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Set<Trait> told = new HashSet<>();
    private final StringBuilder said = new StringBuilder();
    private final List<String> ungrounded = new ArrayList<>();
    private boolean suited;
    private int offered;
    private int violations;
    private int leaks;
  }

  private SimulatedDialogue run(WishList wishes, int number) {
    Course course = new Course();
    Conversation conversation =
        Conversation.start(wishes.user(), "simulated-" + seed + "-" + number);
    Masks masks = new Masks(wishes, catalog);
    try {
      while (course.exchanges.size() < wishes.patience()) {
        Optional<Saying> next = user.next(wishes, List.copyOf(course.exchanges));
        if (next.isEmpty()) {
          return ended(wishes, course, End.LEFT, "");
        }
        Saying saying = masked(next.get(), masks, course);
        ChatTurn turn = chat.apply(conversation, saying.message());
        add(new Exchange(saying, turn), wishes, course);
        if (isFound(turn, wishes)) {
          return ended(wishes, course, End.FOUND, "");
        }
      }
      return ended(wishes, course, End.TOO_LONG, "");
    } catch (LlmException | IllegalStateException | IllegalArgumentException e) {
      return ended(
          wishes, course, End.FAILED, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Saying masked(Saying saying, Masks masks, Course course) {
    if (!masks.isIn(saying.message())) {
      return saying;
    }
    course.leaks++;
    return new Saying(masks.mask(saying.message()), saying.voiced());
  }

  private void add(Exchange exchange, WishList wishes, Course course) {
    ChatTurn turn = exchange.turn();
    course.exchanges.add(exchange);
    course.told.addAll(exchange.saying().voiced());
    course.said.append(exchange.saying().message().toLowerCase(Locale.ROOT)).append('\n');
    course.ungrounded.addAll(audit.ungrounded(turn, course.said.toString()));
    course.violations += audit.violations(turn, wishes, course.told);
    if (turn.act() == ChatTurn.Act.RECOMMEND) {
      course.offered += turn.items().size();
      course.suited |= turn.items().stream().anyMatch(item -> audit.suits(item, wishes));
    }
  }

  private static boolean isFound(ChatTurn turn, WishList wishes) {
    return turn.act() == ChatTurn.Act.RECOMMEND
        && turn.items().stream().map(Item::id).anyMatch(wishes.targets()::contains);
  }

  private static SimulatedDialogue ended(WishList wishes, Course course, End end, String problem) {
    return new SimulatedDialogue(
        wishes,
        course.exchanges,
        end,
        course.suited,
        course.offered,
        course.violations,
        course.ungrounded,
        course.leaks,
        problem);
  }

  /** Collects what a simulation needs. Not safe for use by several threads. */
  public static final class Builder {

    private final BiFunction<Conversation, String, ChatTurn> chat;
    private final ChatCatalog catalog;
    private SimulatedUser user;
    private TurnCheck check = turn -> List.of();
    private long seed = 1;

    private Builder(BiFunction<Conversation, String, ChatTurn> chat, ChatCatalog catalog) {
      this.chat = chat;
      this.catalog = catalog;
      this.user = new ScriptedUser(catalog, 1);
    }

    /** Who talks. */
    public Builder user(SimulatedUser talks) {
      user = talks;
      return this;
    }

    /** A check of answers beside the usual ones; none by default. */
    public Builder check(TurnCheck own) {
      check = own;
      return this;
    }

    /** Of the conversations' ids; 1 by default. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The simulation. */
    public DialogueSimulation build() {
      return new DialogueSimulation(this);
    }
  }
}
