package io.llmrec.examples.shop;

import java.time.Instant;
import java.util.List;

/**
 * A page of the shop as one customer saw it: the list from top to bottom, and which items of it
 * were opened.
 *
 * <p>What was shown and not opened is as much part of the log as the events: it is what position
 * effects are measured by and where a click model takes its negatives from.
 *
 * @param userId who
 * @param time when the page was opened
 * @param order how the list was made
 * @param shown item ids from the top slot down
 * @param viewed the slots, counted from 0, whose items were opened, in ascending order
 */
public record PageView(
    String userId, Instant time, Order order, List<String> shown, List<Integer> viewed) {

  /** How a list was made. */
  public enum Order {
    /** A leaf category's page, what is popular first. */
    SHELF,
    /** The front page: what is popular in the whole shop. */
    FRONT,
    /**
     * A leaf category's page in random order, as shops show to a few visitors in order to learn.
     */
    SHUFFLED
  }

  /** Takes copies of the lists. */
  public PageView {
    shown = List.copyOf(shown);
    viewed = List.copyOf(viewed);
  }
}
